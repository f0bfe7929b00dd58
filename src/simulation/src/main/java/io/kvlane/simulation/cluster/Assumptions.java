package io.kvlane.simulation.cluster;

import java.time.Duration;

/**
 * How agents are configured, and how long things take that the simulation does not do.
 *
 * @param epoch time in which a node meets one other at most
 * @param budgetBytesPerSecond byte budget of a node
 * @param mostBytes most bytes of payload of any run
 * @param loopbackInterval time between two rounds of transfers inside a node, on average
 * @param session time that the runs of one meeting take together
 * @param loopbackRun time that one run inside a node takes
 * @param connectTimeout time after which a node that does not answer is unreachable
 * @param watchDelay time after which an agent knows that a node came or went, on average;
 *     exponentially distributed
 * @param longestWatchDelay what that time is cut to
 * @param absence time that a node is away
 */
public record Assumptions(
    Duration epoch,
    long budgetBytesPerSecond,
    long mostBytes,
    Duration loopbackInterval,
    Spread session,
    Spread loopbackRun,
    Duration connectTimeout,
    Duration watchDelay,
    Duration longestWatchDelay,
    Spread absence) {

  /** Time over which the agent averages its budget. */
  public static final Duration BUDGET_WINDOW = Duration.ofMinutes(1);

  /** The agent's defaults. */
  public static final Assumptions DEFAULT =
      new Assumptions(
          Duration.ofSeconds(20),
          16L << 20,
          64L << 20,
          Duration.ofSeconds(60),
          Spread.ofMillis(300, 1500),
          Spread.ofMillis(100, 400),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          new Spread(Duration.ofMinutes(2), Duration.ofMinutes(10)));
}
