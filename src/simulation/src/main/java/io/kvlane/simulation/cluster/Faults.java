package io.kvlane.simulation.cluster;

import java.time.Duration;

/**
 * What is not as it should be.
 *
 * @param skew largest error of a clock, either way; uniformly distributed
 * @param deadShare share of the nodes that are listed but do not answer, 0 to 1
 * @param leavingPerHour share of the nodes that leave in an hour, 0 to 1; each comes back
 */
public record Faults(Duration skew, double deadShare, double leavingPerHour) {

  /** Everything is as it should be. */
  public static final Faults NONE = new Faults(Duration.ZERO, 0, 0);

  /** Clocks that are two seconds wrong at most. */
  public static final Faults SKEW = new Faults(Duration.ofSeconds(2), 0, 0);

  /** One node of twenty is dead. */
  public static final Faults DEAD = new Faults(Duration.ZERO, 0.05, 0);

  /** One node of a hundred leaves in an hour. */
  public static final Faults CHURN = new Faults(Duration.ZERO, 0, 0.01);

  /** All of them at once. */
  public static final Faults ALL = new Faults(Duration.ofSeconds(2), 0.05, 0.01);
}
