package io.kvlane.exporters.kubernetes;

import io.kvlane.core.finding.FabricHealth;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the condition of a node says of the path that its KV bytes take.
 *
 * @param status whether they take the path they should
 * @param reason one word: a {@link ConditionReason}, or the name of a rule
 * @param message evidence and fix, one line of at most 1,024 characters
 */
public record PathCondition(ConditionStatus status, String reason, String message) {

  /** Type of the condition. */
  public static final String TYPE = "KVTransferPath";

  private static final int MOST_CHARACTERS = 1024;

  private static final String CORRUPT = "payload-corrupt";
  private static final String FALLBACK = "path-fallback";
  private static final String UNREACHABLE = "peer-unreachable";

  /** Subject of a finding that concerns the node as a whole. */
  private static final String NODE = "node";

  /** Wrong bytes are worse than slow ones, and both than what may be their cause. */
  private static final List<String> WORST_FIRST = List.of(CORRUPT, FALLBACK);

  /**
   * Judges a node.
   *
   * @param snapshot the node as last observed, with its findings; those on pods are not the node's
   * @param now the time of judging
   */
  public static PathCondition of(NodeSnapshot snapshot, Instant now) {
    NodeSnapshot ofNode =
        snapshot.withFindings(
            snapshot.findings().stream()
                .filter(finding -> !EventSubject.isPod(finding.subject()))
                .toList());
    return worst(ofNode.findings())
        .map(PathCondition::wrong)
        .orElseGet(() -> judged(ofNode, FabricHealth.judge(ofNode, now)));
  }

  /** What to say when the agent ends. */
  public static PathCondition agentStopped() {
    return with(
        ConditionReason.AGENT_STOPPED,
        "kvlane's agent on this node was ended; the next one judges anew");
  }

  private static Optional<Finding> worst(List<Finding> findings) {
    return findings.stream()
        .filter(finding ->
            finding.severity() == Severity.CRITICAL
                || (finding.rule().equals(UNREACHABLE) && finding.subject().equals(NODE)))
        .min(Comparator.comparingInt(PathCondition::rank));
  }

  private static int rank(Finding finding) {
    int named = WORST_FIRST.indexOf(finding.rule());
    if (named >= 0) {
      return named;
    }
    return WORST_FIRST.size() + (finding.severity() == Severity.CRITICAL ? 0 : 1);
  }

  private static PathCondition wrong(Finding finding) {
    return new PathCondition(
        ConditionStatus.FALSE, CamelCase.of(finding.rule()), FindingText.full(finding));
  }

  private static PathCondition judged(NodeSnapshot snapshot, FabricHealth health) {
    if (snapshot.turnedOff().isPresent()) {
      return with(ConditionReason.TRANSFERS_TURNED_OFF, health.reason());
    }
    if (!health.up()) {
      return with(
          wasMeasured(snapshot) ? ConditionReason.MEASUREMENT_STALE : ConditionReason.NOT_MEASURED,
          health.reason());
    }
    return snapshot.expectation().isPresent()
        ? with(ConditionReason.PATH_AS_EXPECTED, health.reason())
        : with(
            ConditionReason.NOTHING_EXPECTED,
            health.reason()
                + ": set kvlane.expected-path, or wait until several verified runs have shown it");
  }

  private static boolean wasMeasured(NodeSnapshot snapshot) {
    return snapshot.judging().anyMatch(history -> history.lastVerified().isPresent());
  }

  private static PathCondition with(ConditionReason reason, String message) {
    return new PathCondition(
        reason.status(), reason.label(), Bounded.line(message, MOST_CHARACTERS));
  }

  /** Whether this is for that reason. */
  boolean isFor(ConditionReason other) {
    return reason.equals(other.label());
  }

  /** Whether one look is enough: bytes that differ from what was sent are no matter of chance. */
  boolean isCertain() {
    return reason.equals(CamelCase.of(CORRUPT));
  }

  /** Whether status and reason are the same; messages carry figures that differ every minute. */
  boolean saysTheSameAs(NodeCondition other) {
    return status == other.status() && reason.equals(other.reason());
  }
}
