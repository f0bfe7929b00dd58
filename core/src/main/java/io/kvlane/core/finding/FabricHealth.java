package io.kvlane.core.finding;

import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.Fallback;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TurnedOff;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The verdict on a node's fabric, for whoever polls one answer. Up needs a measurement: what nobody
 * measured, or what is only known of long ago, is down. Where the operator turned transfers off
 * nothing is missing, so that alone is not down: the reason says that nobody measures.
 *
 * @param up whether KV bytes take the path they should, as far as anything says which; where
 *     transfers are turned off whether nothing critical is known
 * @param reason one line that says why
 * @param details what it rests on, by name, the most telling first
 */
public record FabricHealth(boolean up, String reason, Map<String, String> details) {

  /** Takes a copy of the details, which keeps their order. */
  public FabricHealth {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /**
   * Judges the fabric.
   *
   * @param snapshot the node as last observed, with its findings
   * @param now the time of judging
   */
  public static FabricHealth judge(NodeSnapshot snapshot, Instant now) {
    Optional<String> trouble =
        fallback(snapshot, now)
            .or(() -> criticalFinding(snapshot))
            .or(() ->
                snapshot.turnedOff().isPresent()
                    ? Optional.empty()
                    : FabricMeasured.problem(snapshot, now));
    return new FabricHealth(
        trouble.isEmpty(),
        trouble
            .or(() -> snapshot.turnedOff().map(FabricHealth::notMeasured))
            .orElseGet(() -> measured(snapshot, now)),
        FabricDetails.of(snapshot, now));
  }

  private static Optional<String> fallback(NodeSnapshot snapshot, Instant now) {
    return snapshot
        .freshVerdicts(now)
        .filter(run -> Fallback.of(run, snapshot.expectation()).orElse(false))
        .findFirst()
        .map(run -> "fallback: expected " + expected(snapshot) + ", seen " + seen(run).label());
  }

  private static Optional<String> criticalFinding(NodeSnapshot snapshot) {
    return snapshot.findings().stream()
        .filter(finding -> finding.severity() == Severity.CRITICAL)
        .findFirst()
        .map(finding -> finding.rule() + ": " + finding.summary());
  }

  private static String notMeasured(TurnedOff off) {
    return "not measured: transfers are " + off.text();
  }

  private static String measured(NodeSnapshot snapshot, Instant now) {
    return FabricMeasured.fresh(snapshot, now)
            .map(run -> seen(run).label())
            .distinct()
            .collect(Collectors.joining(", ", "measured ", ""))
        + ", expected "
        + expected(snapshot);
  }

  private static String expected(NodeSnapshot snapshot) {
    return snapshot.expectation().map(Expectation::text).orElse("nothing in particular");
  }

  private static PathClass seen(TransferRecord run) {
    return run.verdict().orElseThrow().pathClass();
  }
}
