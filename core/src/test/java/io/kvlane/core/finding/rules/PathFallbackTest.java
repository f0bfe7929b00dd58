package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.samples.Snapshots.OLDEST_FRESH;
import static io.kvlane.core.samples.Snapshots.STALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Pairs;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PathFallbackTest {

  private static final TransferKey CUDA =
      Runs.key(Intent.DEFAULT, Engine.UCX, Operation.READ, Memory.CUDA);

  private final Snapshots node = Snapshots.node();

  @Test
  void shouldFireWhenBytesTakeTcpWhereRdmaIsExpected() {
    node.expecting(ExpectedPath.RDMA).run(Runs.verified(Runs.READ, PathClass.TCP, NOW));

    assertThat(findings())
        .containsExactly(
            new Finding(
                "path-fallback",
                Severity.CRITICAL,
                "ucx host",
                "KV bytes take tcp where rdma is expected.",
                List.of(
                    "expected: rdma (configuration)",
                    "loopback ucx default read host llama: tcp at 2.10 GB/s",
                    "own-sockets: initiator: 2 TCP sockets",
                    "lanes: lanes of the endpoint: tcp/eth0"),
                "Let the worker pods and the kvlane pod request the node's RDMA resource, let"
                    + " UCX_TLS allow an RDMA transport or leave it unset, and follow"
                    + " runbooks/path-fallback.md"));
  }

  @Test
  void shouldFireOnceHoweverManyRunsShowIt() {
    node.expecting(ExpectedPath.GPUDIRECT_RDMA)
        .run(Runs.verified(Runs.READ, PathClass.TCP, NOW))
        .run(Runs.verified(Runs.WRITE, PathClass.TCP, NOW));

    assertThat(findings())
        .singleElement()
        .extracting(Finding::evidence)
        .asInstanceOf(list(String.class))
        .contains(
            "loopback ucx default read host llama: tcp at 2.10 GB/s",
            "loopback ucx default write host llama: tcp at 2.10 GB/s");
  }

  @Test
  void shouldFireForEachMemory() {
    node.expecting(ExpectedPath.GPUDIRECT_RDMA)
        .run(Runs.verified(Runs.READ, PathClass.TCP, NOW))
        .run(Runs.verified(CUDA, PathClass.HOST_STAGED_RDMA, NOW));

    assertThat(findings())
        .extracting(Finding::subject, Finding::summary)
        .containsExactly(
            tuple("ucx cuda", "KV bytes take host-staged-rdma where gpudirect-rdma is expected."),
            tuple("ucx host", "KV bytes take tcp where gpudirect-rdma is expected."));
  }

  @Test
  void shouldKeepFiringWhileTheVerdictIsFreshAndLaterRunsFailOrAreSkipped() {
    node.expecting(ExpectedPath.RDMA)
        .run(Runs.verified(Runs.READ, PathClass.TCP, OLDEST_FRESH))
        .run(Runs.unsuccessful(Runs.READ, TransferResult.FAILED, NOW, ""))
        .run(Runs.skipped(Runs.READ, SkipReason.BACKOFF, NOW));

    assertThat(findings()).hasSize(1);
  }

  @Test
  void shouldNotFireOnAStaleVerdict() {
    node.expecting(ExpectedPath.RDMA).run(Runs.verified(Runs.READ, PathClass.TCP, STALE));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireWithoutAnExpectation() {
    node.run(Runs.verified(Runs.READ, PathClass.TCP, NOW));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireWhereTcpIsAllThatIsExpected() {
    node.expecting(ExpectedPath.TCP).run(Runs.verified(Runs.READ, PathClass.TCP, NOW));

    assertThat(findings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"HOST_RDMA", "UNKNOWN", "LOCAL"})
  void shouldNotFireOnAPathThatIsAsExpectedOrNotKnown(PathClass pathClass) {
    node.expecting(ExpectedPath.RDMA).run(Runs.verified(Runs.READ, pathClass, NOW));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireOnTheTcpBaseline() {
    TransferKey baseline = Runs.key(Intent.BASELINE, Engine.TCP, Operation.READ, Memory.HOST);
    node.expecting(ExpectedPath.RDMA).run(Runs.verified(baseline, PathClass.TCP, NOW));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNameTheOtherNodesAndStayBounded() {
    node.expecting(ExpectedPath.RDMA);
    for (int i = 0; i < 12; i++) {
      node.run(
          Pairs.verified(
              Pairs.key("node-%02d".formatted(i), Operation.READ), 2e9, PathClass.TCP, NOW));
    }

    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.evidence())
              .hasSize(14)
              .contains("peer ucx default read host llama-3.1-8b with node-00: tcp at 2.00 GB/s")
              .contains("… and 2 more");
        });
  }

  @Test
  void shouldFireOnPairsThatAreNotShown() {
    Pairs pairs = Pairs.met().expecting(ExpectedPath.RDMA);
    pairs.ran(Pairs.verified(Pairs.key("node-b", Operation.READ), 2e9, PathClass.TCP, NOW));

    assertThat(new PathFallback().evaluate(pairs.node().build(), NOW))
        .singleElement()
        .extracting(Finding::evidence)
        .asInstanceOf(list(String.class))
        .containsExactly(
            "expected: rdma (configuration)", "tcp with node-b at 2026-03-01T12:00:00Z");
  }

  private List<Finding> findings() {
    return new PathFallback().evaluate(node.build(), NOW);
  }
}
