package io.kvlane.benchmarks.transfer;

import io.kvlane.benchmarks.process.ProcessorTime;
import io.kvlane.benchmarks.stats.Comparison;
import io.kvlane.benchmarks.stats.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures of one match. After a failure it takes no further part. */
final class Score {

  private static final Duration QUIET_WITHIN = Duration.ofSeconds(5);

  private final Match match;
  private final List<Double> ours = new ArrayList<>();
  private final List<Double> theirs = new ArrayList<>();
  private int disturbed;
  private Optional<String> problem = Optional.empty();

  Score(Match match) {
    this.match = match;
  }

  void play(boolean oursFirst) throws InterruptedException {
    if (problem.isPresent()) {
      return;
    }
    try {
      double first = measure(oursFirst ? match.ours() : match.theirs());
      double second = measure(oursFirst ? match.theirs() : match.ours());
      ours.add(oursFirst ? first : second);
      theirs.add(oursFirst ? second : first);
    } catch (MeasurementException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
  }

  MatchResult result() {
    Optional<Comparison> comparison =
        ours.isEmpty()
            ? Optional.empty()
            : Optional.of(new Comparison(new Samples(ours), new Samples(theirs), match.aim()));
    return new MatchResult(match.name(), match.aim(), comparison, disturbed, problem);
  }

  private double measure(Contender contender) throws MeasurementException, InterruptedException {
    try {
      disturbed += ProcessorTime.awaitQuiet(QUIET_WITHIN) ? 0 : 1;
    } catch (IOException e) {
      throw new UncheckedIOException("/proc/stat", e);
    }
    return contender.measure();
  }
}
