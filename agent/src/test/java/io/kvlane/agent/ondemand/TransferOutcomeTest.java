package io.kvlane.agent.ondemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kvlane.agent.config.Peer;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.path.EvidenceLine;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What runs come to, as status, document and report. */
class TransferOutcomeTest {

  private static final Peer PEER = new Peer("node-2", "10.0.0.2", 9978);
  private static final TransferKey BASELINE = key(Intent.BASELINE, Engine.TCP);
  private static final TransferKey JUDGING = key(Intent.DEFAULT, Engine.UCX);

  private final NodeState node = Nodes.node();

  private static TransferKey key(Intent intent, Engine engine) {
    return TransferKey.peer(
        PEER.name(), intent, engine, Operation.READ, Memory.HOST, Nodes.SMALL.name());
  }

  private static TransferRecord verified(TransferKey key, PathClass path, long bytesPerSecond) {
    int bytes = 64 << 20;
    return new TransferRecord(
        key,
        Nodes.NOW,
        Nodes.NOW,
        TransferResult.OK,
        Optional.empty(),
        Optional.of(
            new Measurement(1, bytes, 0, bytes * 1_000_000_000L / bytesPerSecond, Set.of())),
        Optional.of(
            new PathVerdict(
                path,
                Transport.UNKNOWN,
                path == PathClass.UNKNOWN
                    ? Optional.empty()
                    : Optional.of(EvidenceKind.OWN_SOCKETS),
                List.of(new EvidenceLine(EvidenceKind.OWN_SOCKETS, "two sockets")))),
        Optional.empty(),
        bytes,
        "");
  }

  private static TransferRecord corrupt() {
    return new TransferRecord(
        JUDGING,
        Nodes.NOW,
        Nodes.NOW,
        TransferResult.CORRUPT,
        Optional.empty(),
        Optional.of(new Measurement(1, 1, 0, 1, Set.of())),
        Optional.empty(),
        Optional.of(new Corruption(0, 0, 1, 2)),
        1,
        "");
  }

  private static TransferRecord failed(TransferResult result) {
    return TransferRecord.unsuccessful(JUDGING, Nodes.NOW, Nodes.NOW, result, 1, "why it failed");
  }

  private void expect(ExpectedPath path) {
    node.expects(
        Optional.of(new Expectation(path, Expectation.Source.CONFIGURATION)), Optional.empty());
  }

  private NodeSnapshot after(TransferRecord... runs) {
    for (TransferRecord run : runs) {
      node.ran(run);
    }
    return node.snapshot();
  }

  private static String report(NodeSnapshot snapshot) {
    return String.join("\n", TransferReport.of(snapshot, PEER));
  }

  private static void assertOutcome(NodeSnapshot snapshot, TransferOutcome outcome, int status) {
    assertThat(TransferOutcome.of(snapshot)).as(report(snapshot)).isEqualTo(outcome);
    assertThat(outcome.exitStatus()).isEqualTo(status);
  }

  @Test
  void shouldBeAsExpectedWhereNothingIsExpected() {
    NodeSnapshot snapshot =
        after(
            verified(BASELINE, PathClass.TCP, 1_000_000_000),
            verified(JUDGING, PathClass.TCP, 500_000_000));

    assertOutcome(snapshot, TransferOutcome.AS_EXPECTED, 0);
    assertThat(report(snapshot))
        .startsWith("kvlane 0.1.0 on node node-1 with node-2 (10.0.0.2 port 9978) at ")
        .contains("  read tcp baseline  ok  tcp  1.00 GB/s                   by own-sockets\n")
        .contains("  read ucx default   ok  tcp  0.500 GB/s  0.50 times TCP  by own-sockets\n")
        .contains("  read ucx default\n    own-sockets: two sockets\n")
        .endsWith("as expected: measured tcp, expected nothing in particular");
  }

  @Test
  void shouldBeAsExpectedOverRdma() {
    expect(ExpectedPath.RDMA);
    NodeSnapshot snapshot =
        after(
            verified(BASELINE, PathClass.TCP, 1_000_000_000),
            verified(JUDGING, PathClass.HOST_RDMA, 20_000_000_000L));

    assertOutcome(snapshot, TransferOutcome.AS_EXPECTED, 0);
    assertThat(TransferReport.meaning(snapshot))
        .isEqualTo("measured host-rdma, expected rdma (configuration)");
    assertThat(
            TransferNotes.timesTcp(
                snapshot, verified(JUDGING, PathClass.HOST_RDMA, 20_000_000_000L)))
        .hasValueCloseTo(20.0, within(0.01));
  }

  @Test
  void shouldSayThatABaselineJudgesNothing() {
    NodeSnapshot snapshot = after(verified(BASELINE, PathClass.TCP, 1_000_000_000));

    assertOutcome(snapshot, TransferOutcome.AS_EXPECTED, 0);
    assertThat(TransferReport.meaning(snapshot))
        .isEqualTo("only the TCP baseline was measured, which does not judge the path");
  }

  @Test
  void shouldBeCriticalForAFallback() {
    expect(ExpectedPath.RDMA);
    NodeSnapshot snapshot = after(verified(JUDGING, PathClass.TCP, 500_000_000));

    assertOutcome(snapshot, TransferOutcome.CRITICAL, 2);
    assertThat(TransferNotes.of(snapshot)).as("the finding says it").isEmpty();
    assertThat(report(snapshot))
        .contains("  critical  path-fallback  ucx host\n")
        .endsWith(
            "critical: KV bytes take tcp where rdma is expected.\nSee runbooks/path-fallback.md");
  }

  @Test
  void shouldBeCriticalForACorruptPayload() {
    NodeSnapshot snapshot = after(corrupt());

    assertOutcome(snapshot, TransferOutcome.CRITICAL, 2);
    assertThat(report(snapshot)).endsWith("See runbooks/payload-corrupt.md");
  }

  @Test
  void shouldWarnOfRdmaThatIsSlow() {
    expect(ExpectedPath.RDMA);
    NodeSnapshot snapshot = after(verified(JUDGING, PathClass.HOST_RDMA, 500_000_000));

    assertOutcome(snapshot, TransferOutcome.WARNINGS, 1);
    assertThat(TransferNotes.of(snapshot))
        .containsExactly(
            "read ucx default moved 0.500 GB/s where rdma is expected, and less than 1 GB/s is no"
                + " healthy RDMA path: run kvlane check on both nodes");
  }

  @Test
  void shouldWarnOfAPathThatNothingDecides() {
    expect(ExpectedPath.RDMA);
    NodeSnapshot snapshot = after(verified(JUDGING, PathClass.UNKNOWN, 2_000_000_000));

    assertOutcome(snapshot, TransferOutcome.WARNINGS, 1);
    assertThat(TransferNotes.of(snapshot))
        .containsExactly(
            "nothing decides which path read ucx default took, where rdma (configuration) is"
                + " expected");
  }

  @Test
  void shouldWarnWhenOnlySomeRunsWereMade() {
    NodeSnapshot snapshot =
        after(
            verified(BASELINE, PathClass.TCP, 1_000_000_000),
            TransferRecord.skipped(JUDGING, Nodes.NOW, SkipReason.NOT_PRESENT, "no UCX"));

    assertOutcome(snapshot, TransferOutcome.WARNINGS, 1);
    assertThat(report(snapshot)).contains("  read ucx default was not made: no UCX\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "TIMED_OUT", "UNREACHABLE"})
  void shouldWarnWhenSomeRunsFailed(TransferResult result) {
    NodeSnapshot snapshot = after(verified(BASELINE, PathClass.TCP, 1_000_000_000), failed(result));

    assertOutcome(snapshot, TransferOutcome.WARNINGS, 1);
    assertThat(report(snapshot)).endsWith("See runbooks/" + page(result));
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "TIMED_OUT", "UNREACHABLE"})
  void shouldMeasureNothingWhenAllRunsFailed(TransferResult result) {
    NodeSnapshot snapshot = after(failed(result));

    assertOutcome(snapshot, TransferOutcome.NOT_MEASURED, 3);
    assertThat(report(snapshot))
        .doesNotContain("Findings")
        .endsWith("not measured: why it failed\nSee runbooks/" + page(result));
  }

  private static String page(TransferResult result) {
    return result == TransferResult.UNREACHABLE ? "peer-unreachable.md" : "transfers-failing.md";
  }

  @Test
  void shouldSayThatABusyNodeMayBeTriedAgain() {
    NodeSnapshot snapshot =
        after(
            TransferRecord.skipped(
                JUDGING, Nodes.NOW, SkipReason.BUSY, "it is in a transfer of its own"));

    assertOutcome(snapshot, TransferOutcome.NOT_MEASURED, 3);
    assertThat(TransferReport.meaning(snapshot))
        .isEqualTo("it is in a transfer of its own: try again, or wait longer with --timeout");
  }

  @Test
  void shouldNameANodeWithoutANameByItsAddress() {
    assertThat(TransferReport.text(new Peer("10.0.0.2", "10.0.0.2", 1)))
        .isEqualTo("10.0.0.2 port 1");
  }
}
