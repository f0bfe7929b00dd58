package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An engine cannot be used on this node, so the paths it would take are not measured. */
final class EngineNotPresent implements Rule {

  @Override
  public String name() {
    return "engine-not-present";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot.engines().stream().flatMap(report -> finding(report).stream()).toList();
  }

  private Optional<Finding> finding(EngineReport report) {
    return switch (report.result()) {
      case ProbeResult.Observed<String> observed -> Optional.empty();
      case ProbeResult.NotPresent<String>(String reason, String fix) ->
          Optional.of(finding(report, "is not on this node", reason, fix));
      case ProbeResult.Failed<String>(String reason) ->
          Optional.of(finding(report, "could not be looked at", reason, probeProcessFix()));
      case ProbeResult.TimedOut<String>(String reason) ->
          Optional.of(finding(report, "did not answer in time", reason, probeProcessFix()));
    };
  }

  private String probeProcessFix() {
    return "Read what the probe process wrote last in the log of the kvlane pod, and follow "
        + Finding.runbookOf(name());
  }

  private Finding finding(EngineReport report, String what, String reason, String fix) {
    String engine = report.engine().label();
    return new Finding(
        name(),
        Severity.WARNING,
        engine,
        "Engine %s %s: %s".formatted(engine, what, reason),
        List.of("looked at %s: %s".formatted(report.at(), report.result().outcome())),
        fix);
  }
}
