package io.kvlane.exporters.prometheus;

import io.kvlane.core.snapshot.ProbeResult;
import java.util.List;
import java.util.stream.Stream;

/** What a look at the machine can give, in the words of core's results. */
final class ProbeOutcomes {

  /** All outcomes: a look has one of them, and the others are exposed as 0. */
  static final List<String> ALL =
      Stream.<ProbeResult<String>>of(
              new ProbeResult.Observed<>(""),
              new ProbeResult.NotPresent<>("", ""),
              new ProbeResult.Failed<>(""),
              new ProbeResult.TimedOut<>(""))
          .map(ProbeResult::outcome)
          .toList();

  private ProbeOutcomes() {}
}
