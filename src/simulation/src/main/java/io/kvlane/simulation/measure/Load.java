package io.kvlane.simulation.measure;

/**
 * What the nodes spent.
 *
 * @param nodeSeconds time that agents ran, all together
 * @param meanBytesPerSecond bytes a second, of all nodes
 * @param mostBytesPerSecond bytes a second of the node that moved most
 * @param mostUsed largest share of its budget's window that any node ever had used, 1 when
 *     exhausted
 * @param meanRoundsPerMinute rounds inside the node a minute, of all nodes
 * @param leastRoundsPerMinute rounds a minute of the node that made fewest
 */
public record Load(
    double nodeSeconds,
    double meanBytesPerSecond,
    double mostBytesPerSecond,
    double mostUsed,
    double meanRoundsPerMinute,
    double leastRoundsPerMinute) {}
