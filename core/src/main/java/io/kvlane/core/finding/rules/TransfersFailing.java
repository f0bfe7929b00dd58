package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The latest runs brought no payload: one finding for an engine and a kind of transfer. Nodes that
 * cannot be spoken to are another rule's.
 */
final class TransfersFailing implements Rule {

  @Override
  public String name() {
    return "transfers-failing";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot
        .freshRuns(now)
        .filter(TransfersFailing::failed)
        .collect(
            Collectors.groupingBy(TransfersFailing::subject, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(this::finding)
        .toList();
  }

  private static boolean failed(TransferRecord run) {
    return switch (run.result()) {
      case FAILED, TIMED_OUT -> true;
      case UNREACHABLE -> run.key().kind() != TransferKind.PEER;
      case OK, CORRUPT, SKIPPED -> false;
    };
  }

  private static String subject(TransferRecord run) {
    return run.key().engine().label() + " " + run.key().kind().label();
  }

  private Finding finding(List<TransferRecord> runs) {
    String subject = subject(runs.getFirst());
    return new Finding(
        name(),
        Severity.WARNING,
        subject,
        "Transfers over %s bring no payload (%d kinds of run).".formatted(subject, runs.size()),
        SharedCause.bounded(runs.stream().map(TransfersFailing::text)),
        "Look up the message of the first run above in " + Finding.runbookOf(name()));
  }

  private static String text(TransferRecord run) {
    String what = "%s: %s".formatted(run.key().text(), run.result().label());
    return run.detail().isEmpty() ? what : what + ": " + run.detail();
  }
}
