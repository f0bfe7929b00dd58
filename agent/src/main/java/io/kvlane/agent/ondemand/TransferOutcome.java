package io.kvlane.agent.ondemand;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Labelled;
import java.util.List;

/** What transfers with another node come to, as word and exit status. */
public enum TransferOutcome implements Labelled {
  /** Everything was moved and verified, and took the path that it should. */
  AS_EXPECTED("as_expected", 0),

  /** Something was moved and verified, and something about it should be looked at. */
  WARNINGS("warnings", 1),

  /** KV bytes took a worse path than they should, or arrived wrong. */
  CRITICAL("critical", 2),

  /** Nothing was verified. */
  NOT_MEASURED("not_measured", 3);

  private final String label;
  private final int exitStatus;

  TransferOutcome(String label, int exitStatus) {
    this.label = label;
    this.exitStatus = exitStatus;
  }

  @Override
  public String label() {
    return label;
  }

  /** Exit status of the command. */
  public int exitStatus() {
    return exitStatus;
  }

  /** What the runs in a snapshot come to. */
  public static TransferOutcome of(NodeSnapshot snapshot) {
    List<Severity> severities = snapshot.findings().stream().map(Finding::severity).toList();
    if (severities.contains(Severity.CRITICAL)) {
      return CRITICAL;
    }
    if (snapshot.transfers().values().stream().allMatch(run -> run.lastVerified().isEmpty())) {
      return NOT_MEASURED;
    }
    return severities.contains(Severity.WARNING) || !TransferNotes.of(snapshot).isEmpty()
        ? WARNINGS
        : AS_EXPECTED;
  }
}
