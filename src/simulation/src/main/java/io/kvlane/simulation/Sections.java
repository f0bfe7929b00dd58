package io.kvlane.simulation;

import static io.kvlane.report.Figures.fixed;
import static io.kvlane.simulation.Words.perThousand;
import static io.kvlane.simulation.Words.percent;
import static io.kvlane.simulation.Words.time;

import io.kvlane.report.Section;
import io.kvlane.report.Table;
import io.kvlane.simulation.measure.Outcome;
import io.kvlane.simulation.measure.Refusal;
import io.kvlane.simulation.measure.Tally;
import io.kvlane.simulation.measure.Waits;
import io.kvlane.simulation.run.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables of the report. */
final class Sections {

  private static final double MIB = 1 << 20;
  private static final String NONE = "–";

  private Sections() {}

  static List<Section> of(List<Outcome> outcomes) {
    return List.of(
        section(
            "Pairs of interest",
            List.of("pairs", "by the schedule", "99 % within", "all within", "overdue at the end"),
            Sections::interest,
            outcomes),
        section(
            "All pairs",
            List.of("by the schedule", "all within", "after 15 min", "1 h", "24 h", "simulated"),
            Sections::all,
            outcomes),
        section(
            "Conflicts",
            List.of(
                "sessions",
                "busy / 1000",
                "views differ / 1000",
                "budget / 1000",
                "lost / 1000",
                "unreachable / 1000",
                "broken off"),
            Sections::conflicts,
            outcomes),
        section(
            "Load of a node",
            List.of(
                "MiB/s",
                "MiB/s, most",
                "budget used, most",
                "rounds/min",
                "rounds/min, least",
                "messages/s",
                "peers measured, most",
                "series, most"),
            Sections::load,
            outcomes));
  }

  private static Section section(
      String title,
      List<String> headers,
      Function<Outcome, List<String>> cells,
      List<Outcome> outcomes) {
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Stream<String> first =
          Stream.of(String.valueOf(outcome.scenario().nodes()), outcome.scenario().name());
      rows.add(Stream.concat(first, cells.apply(outcome).stream()).toList());
    }
    List<String> all = Stream.concat(Stream.of("nodes", "faults"), headers.stream()).toList();
    return new Section(title, Optional.of(new Table(all, rows)), List.of());
  }

  private static List<String> interest(Outcome outcome) {
    Waits waits = outcome.interestWaits();
    return List.of(
        String.valueOf(outcome.coverage().pairsOfInterest()),
        epochs(outcome, outcome.epochsForInterest()),
        time(waits.p99()),
        within(waits),
        String.valueOf(waits.open()));
  }

  private static String epochs(Outcome outcome, long epochs) {
    return time(outcome.scenario().assumptions().epoch().multipliedBy(epochs));
  }

  private static String within(Waits waits) {
    return (waits.open() > 0 ? "> " : "") + time(waits.most());
  }

  private static List<String> all(Outcome outcome) {
    List<String> cells = new ArrayList<>();
    cells.add(
        outcome.epochsForAll().isPresent()
            ? epochs(outcome, outcome.epochsForAll().getAsLong())
            : NONE);
    cells.add(
        outcome
            .coverage()
            .allWaits(outcome.simulated().toNanos())
            .map(Sections::within)
            .orElse(NONE));
    for (Duration checkpoint : Simulation.CHECKPOINTS) {
      cells.add(share(outcome, checkpoint));
    }
    cells.add(time(outcome.simulated()));
    return cells;
  }

  private static String share(Outcome outcome, Duration time) {
    Optional<Double> seen = Optional.ofNullable(outcome.coverage().shares().get(time));
    if (seen.isEmpty() && time.equals(Simulation.DAY) && outcome.dayByTheSchedule().isPresent()) {
      return "≈ " + percent(outcome.dayByTheSchedule().getAsDouble());
    }
    return seen.map(Words::percent).orElse(NONE);
  }

  private static List<String> conflicts(Outcome outcome) {
    Tally tally = outcome.tally();
    long sessions = tally.sessions();
    long lost = tally.losses().values().stream().mapToLong(Long::longValue).sum();
    return List.of(
        String.valueOf(sessions),
        perThousand(tally.refusals(Refusal.BUSY), sessions),
        perThousand(tally.refusals(Refusal.VIEWS_DIFFER), sessions),
        perThousand(tally.refusals(Refusal.BUDGET), sessions),
        perThousand(lost, sessions),
        perThousand(tally.unreachablePeers(), sessions),
        String.valueOf(tally.brokenSessions()));
  }

  private static List<String> load(Outcome outcome) {
    double nodeSeconds = outcome.load().nodeSeconds();
    return List.of(
        fixed(outcome.load().meanBytesPerSecond() / MIB, 2),
        fixed(outcome.load().mostBytesPerSecond() / MIB, 2),
        percent(outcome.load().mostUsed()),
        fixed(outcome.load().meanRoundsPerMinute(), 2),
        fixed(outcome.load().leastRoundsPerMinute(), 2),
        // Each message is one node's to send and another's to receive.
        fixed(2 * outcome.tally().messages() / nodeSeconds, 2),
        String.valueOf(outcome.coverage().mostPeers()),
        String.valueOf(outcome.mostSeries()));
  }
}
