package io.kvlane.agent.it;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened when, for the reader of a test's output. One thread. */
final class Timeline {

  private final List<Moment> moments = new ArrayList<>();

  private record Moment(String what, Instant at) {}

  /** Notes that something has just happened. */
  void mark(String what) {
    mark(what, Instant.now());
  }

  /** Notes when something happened. */
  void mark(String what, Instant at) {
    moments.add(new Moment(what, at));
  }

  /**
   * Prints all of it in the order of time, with seconds since the first and since the one before.
   */
  void print(String title) {
    List<Moment> sorted = moments.stream().sorted(Comparator.comparing(Moment::at)).toList();
    System.out.println(title + ":");
    Instant before = sorted.getFirst().at();
    for (Moment moment : sorted) {
      System.out.printf(
          "  %7.2f s  (+%6.2f s)  %s%n",
          seconds(sorted.getFirst().at(), moment.at()),
          seconds(before, moment.at()),
          moment.what());
      before = moment.at();
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
