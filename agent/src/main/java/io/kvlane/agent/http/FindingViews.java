package io.kvlane.agent.http;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;

/** Findings as the API shows them. */
public final class FindingViews {

  private FindingViews() {}

  /** All findings, the most urgent first. */
  public record Findings(String node, Instant at, List<FindingView> findings) {}

  /** One finding. */
  public record FindingView(
      String rule,
      String severity,
      String subject,
      String summary,
      List<String> evidence,
      String fix,
      String runbook) {}

  public static Findings of(NodeSnapshot snapshot) {
    return new Findings(
        snapshot.node(),
        snapshot.at(),
        snapshot.findings().stream().map(FindingViews::view).toList());
  }

  private static FindingView view(Finding finding) {
    return new FindingView(
        finding.rule(),
        finding.severity().label(),
        finding.subject(),
        finding.summary(),
        finding.evidence(),
        finding.fix(),
        finding.runbook());
  }
}
