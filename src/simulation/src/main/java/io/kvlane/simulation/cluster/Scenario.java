package io.kvlane.simulation.cluster;

import java.time.Duration;

/**
 * One cluster to simulate.
 *
 * @param name what tells it from others of its size
 * @param nodes listed nodes, at least 2
 * @param overlapping whether some deployments share nodes
 * @param faults what is not as it should be
 * @param lasts simulated time at most; it ends early once nothing is left to find out
 * @param seed seed of all that is drawn
 * @param assumptions how agents are configured, and how long things take
 */
public record Scenario(
    String name,
    int nodes,
    boolean overlapping,
    Faults faults,
    Duration lasts,
    long seed,
    Assumptions assumptions) {}
