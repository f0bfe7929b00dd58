package io.kvlane.exporters.kubernetes;

import static io.kvlane.exporters.prometheus.SnapshotBuilder.INTERVAL;
import static io.kvlane.exporters.prometheus.SnapshotBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.Transport;
import io.kvlane.exporters.prometheus.Runs;
import io.kvlane.exporters.prometheus.SnapshotBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathConditionTest {

  private static final Finding FALLBACK =
      new Finding(
          "path-fallback",
          Severity.CRITICAL,
          "ucx host",
          "KV bytes take tcp where rdma is expected.",
          List.of("expected: rdma (configuration)", "read: tcp at 0.40 GB/s", "a third line"),
          "Request the RDMA resource.");

  private final SnapshotBuilder node = new SnapshotBuilder();

  private static TransferRecord run(Instant finishedAt) {
    return Runs.of(Intent.DEFAULT, Engine.UCX, Operation.READ)
        .verified(finishedAt, Duration.ofMillis(100), PathClass.HOST_RDMA, Transport.INFINIBAND);
  }

  private NodeSnapshot healthy() {
    return node.expecting(ExpectedPath.RDMA, Expectation.Source.CONFIGURATION)
        .runs(run(NOW))
        .build();
  }

  private static Finding finding(String rule, Severity severity, String subject) {
    return new Finding(rule, severity, subject, "Something.", List.of(), "Mend it.");
  }

  @Test
  void shouldBeTrueWhereTheExpectedPathWasMeasured() {
    assertThat(PathCondition.of(healthy(), NOW))
        .isEqualTo(
            new PathCondition(
                ConditionStatus.TRUE,
                "PathAsExpected",
                "measured host-rdma, expected rdma (configuration)"));
  }

  @Test
  void shouldBeUnknownWhereNothingSaysWhatToExpect() {
    assertThat(PathCondition.of(node.runs(run(NOW)).build(), NOW))
        .isEqualTo(
            new PathCondition(
                ConditionStatus.UNKNOWN,
                "NothingExpected",
                "measured host-rdma, expected nothing in particular: set kvlane.expected-path, or"
                    + " wait until several verified runs have shown it"));
  }

  @Test
  void shouldBeUnknownBeforeTheFirstMeasurement() {
    assertThat(PathCondition.of(node.build(), NOW))
        .isEqualTo(new PathCondition(ConditionStatus.UNKNOWN, "NotMeasured", "not measured"));
  }

  @Test
  void shouldBeUnknownWhenTheLastMeasurementIsTooLongAgo() {
    Instant stale = NOW.minus(INTERVAL.multipliedBy(3)).minusMillis(1);

    assertThat(PathCondition.of(node.runs(run(stale)).build(), NOW))
        .isEqualTo(
            new PathCondition(
                ConditionStatus.UNKNOWN, "MeasurementStale", "not measured since " + stale));
  }

  @Test
  void shouldBeUnknownWhileTransfersAreTurnedOffUnlessSomethingElseIsWrong() {
    NodeSnapshot off =
        node.expecting(ExpectedPath.RDMA, Expectation.Source.CONFIGURATION)
            .runs(run(NOW))
            .turnedOff()
            .build();

    assertThat(PathCondition.of(off, NOW))
        .isEqualTo(
            new PathCondition(
                ConditionStatus.UNKNOWN,
                "TransfersTurnedOff",
                "not measured: transfers are turned off by the node's annotation"
                    + " kvlane.io/transfers, since "
                    + NOW));
    assertThat(
            PathCondition.of(
                off.withFindings(List.of(finding("rdma-port-down", Severity.CRITICAL, "mlx5_0"))),
                NOW))
        .returns(ConditionStatus.FALSE, PathCondition::status)
        .returns("RdmaPortDown", PathCondition::reason);
  }

  @Test
  void shouldBeFalseWithEvidenceAndFixOnAFallback() {
    assertThat(PathCondition.of(healthy().withFindings(List.of(FALLBACK)), NOW))
        .isEqualTo(
            new PathCondition(
                ConditionStatus.FALSE,
                "PathFallback",
                "KV bytes take tcp where rdma is expected. Seen: expected: rdma (configuration);"
                    + " read: tcp at 0.40 GB/s. Fix: Request the RDMA resource."));
  }

  @Test
  void shouldNameWrongBytesBeforeAnythingElse() {
    Finding portDown = finding("rdma-port-down", Severity.CRITICAL, "mlx5_0");
    Finding corrupt = finding("payload-corrupt", Severity.CRITICAL, "read");

    assertThat(PathCondition.of(healthy().withFindings(List.of(portDown, FALLBACK, corrupt)), NOW))
        .returns("PayloadCorrupt", PathCondition::reason)
        .returns(true, PathCondition::isCertain);
    assertThat(PathCondition.of(healthy().withFindings(List.of(portDown)), NOW).reason())
        .isEqualTo("RdmaPortDown");
  }

  @Test
  void shouldBeFalseWhereNoOtherNodeCanBeReachedButNotForOneOfThem() {
    assertThat(
            PathCondition.of(
                healthy()
                    .withFindings(List.of(finding("peer-unreachable", Severity.WARNING, "node"))),
                NOW))
        .returns(ConditionStatus.FALSE, PathCondition::status)
        .returns("PeerUnreachable", PathCondition::reason);
    assertThat(
            PathCondition.of(
                    healthy()
                        .withFindings(
                            List.of(finding("peer-unreachable", Severity.WARNING, "node-2"))),
                    NOW)
                .status())
        .isEqualTo(ConditionStatus.TRUE);
  }

  @Test
  void shouldNotBlameTheNodeForAPod() {
    assertThat(
            PathCondition.of(
                    healthy()
                        .withFindings(
                            List.of(
                                finding(
                                    "rdma-resource-missing", Severity.CRITICAL, "pod/llm/decode-0"),
                                finding("state-not-saved", Severity.WARNING, "state"))),
                    NOW)
                .status())
        .isEqualTo(ConditionStatus.TRUE);
  }

  @Test
  void shouldKeepTheFixHoweverLongTheEvidence() {
    Finding endless =
        new Finding(
            "path-fallback",
            Severity.CRITICAL,
            "ucx host",
            "s".repeat(5000),
            List.of("e".repeat(5000)),
            "Mend\nit" + "f".repeat(5000));

    assertThat(PathCondition.of(healthy().withFindings(List.of(endless)), NOW).message())
        .hasSizeLessThanOrEqualTo(1024)
        .contains("s…", "e…", " Fix: Mend itf")
        .endsWith("f…");
  }
}
