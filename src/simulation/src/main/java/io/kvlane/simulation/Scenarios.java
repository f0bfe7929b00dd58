package io.kvlane.simulation;

import io.kvlane.core.peer.PeerSchedule;
import io.kvlane.simulation.cluster.Assumptions;
import io.kvlane.simulation.cluster.Faults;
import io.kvlane.simulation.cluster.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code make simulate} simulates, and for how long. */
final class Scenarios {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Where nodes come and go, pairs wait at any time: so long shows how many. */
  private static final Duration UNSTEADY = Duration.ofHours(6);

  /** Up to so many nodes a day is simulated in about a minute. */
  private static final int MOST_FOR_A_DAY = 1000;

  /** Epochs of eight of which one belongs to all pairs. */
  private static final int BACKGROUND_EVERY = 8;

  /** Where a pair was missed once, it is met in the cycle after. */
  private static final double CYCLES = 2.2;

  private Scenarios() {}

  /** What is not as it should be. */
  enum Kind {
    /** Everything is as it should be. */
    PLAIN(Faults.NONE, false),
    /** Clocks are up to two seconds wrong. */
    SKEW(Faults.SKEW, false),
    /** One node of twenty is listed but dead. */
    DEAD(Faults.DEAD, false),
    /** One node of a hundred leaves in an hour, and comes back. */
    CHURN(Faults.CHURN, false),
    /** Skew, dead nodes and churn at once. */
    ALL(Faults.ALL, false),
    /** Some deployments share nodes with another one. */
    OVERLAPPING(Faults.NONE, true);

    /** A record of numbers is immutable, but Error Prone would need its annotation. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Faults faults;

    private final boolean overlapping;

    Kind(Faults faults, boolean overlapping) {
      this.faults = faults;
      this.overlapping = overlapping;
    }

    /** As on the command line and in tables. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a name. */
    static Kind named(String name) {
      return Arrays.stream(values())
          .filter(kind -> kind.label().equals(name))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "--only is one of "
                      + Arrays.stream(values())
                          .map(Kind::label)
                          .collect(Collectors.joining(", "))));
    }
  }

  /** All that the arguments ask for, the smallest clusters first. */
  static List<Scenario> of(Arguments arguments) {
    List<Scenario> scenarios = new ArrayList<>();
    for (int nodes : arguments.nodes()) {
      for (Kind kind : arguments.kinds()) {
        scenarios.add(
            new Scenario(
                kind.label(),
                nodes,
                kind.overlapping,
                kind.faults,
                lasts(nodes, kind),
                arguments.seed(),
                Assumptions.DEFAULT));
      }
    }
    return scenarios;
  }

  private static Duration lasts(int nodes, Kind kind) {
    if (nodes > PeerSchedule.MOST_IN_TOURNAMENT) {
      return nodes <= MOST_FOR_A_DAY && kind == Kind.PLAIN ? DAY : HOUR;
    }
    Duration cycles =
        Assumptions.DEFAULT.epoch().multipliedBy((long) (CYCLES * BACKGROUND_EVERY * nodes));
    Duration most = kind.faults.leavingPerHour() > 0 ? UNSTEADY : DAY;
    return cycles.compareTo(most) > 0 ? most : cycles.compareTo(HOUR) < 0 ? HOUR : cycles;
  }
}
