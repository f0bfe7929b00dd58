package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A transfer claimed success, but other bytes arrived than were sent. */
final class PayloadCorrupt implements Rule {

  @Override
  public String name() {
    return "payload-corrupt";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return Stream.concat(
            snapshot.freshRuns(now).filter(run -> run.key().kind() != TransferKind.PEER),
            withOtherNodes(snapshot, now))
        .flatMap(run ->
            run.corruption().stream().map(corruption -> finding(snapshot.node(), run, corruption)))
        .toList();
  }

  /** Of every pair that is remembered, whether it is shown or not. */
  private static Stream<TransferRecord> withOtherNodes(NodeSnapshot snapshot, Instant now) {
    return snapshot
        .peers()
        .pairs()
        .all()
        .flatMap(pair -> pair.corrupt().stream())
        .filter(run -> snapshot.isFresh(run, now));
  }

  private Finding finding(String node, TransferRecord run, Corruption corruption) {
    Measurement measurement = run.measurement().orElseThrow();
    return new Finding(
        name(),
        Severity.CRITICAL,
        run.key().text(),
        "A transfer claimed success, but the bytes that arrived are wrong.",
        List.of(
            corruption.text(),
            "%d descriptors of %d bytes at %s, finished at %s"
                .formatted(
                    measurement.descriptors(),
                    measurement.descriptorBytes(),
                    measurement.bandwidthText(),
                    run.finishedAt())),
        "Keep new prefill and decode workers off this node (kubectl cordon %s) and follow %s"
            .formatted(node, Finding.runbookOf(name())));
  }
}
