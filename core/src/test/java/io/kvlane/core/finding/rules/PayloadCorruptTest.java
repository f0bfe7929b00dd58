package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.samples.Snapshots.OLDEST_FRESH;
import static io.kvlane.core.samples.Snapshots.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Pairs;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadCorruptTest {

  private final Snapshots node = Snapshots.node();

  @Test
  void shouldFireNamingTheFirstWrongDescriptor() {
    node.run(Runs.corrupt(Runs.READ, NOW));

    assertThat(findings())
        .containsExactly(
            new Finding(
                "payload-corrupt",
                Severity.CRITICAL,
                "loopback ucx default read host llama",
                "A transfer claimed success, but the bytes that arrived are wrong.",
                List.of(
                    "descriptor 17 differs at byte 4096: expected 0x3c, found 0xa5",
                    "256 descriptors of 32768 bytes at 2.10 GB/s, finished at"
                        + " 2026-03-01T12:00:00Z"),
                "Keep new prefill and decode workers off this node (kubectl cordon node-a) and"
                    + " follow runbooks/payload-corrupt.md"));
  }

  @Test
  void shouldFireForEachKindOfRun() {
    node.run(Runs.corrupt(Runs.READ, NOW)).run(Runs.corrupt(Runs.WRITE, OLDEST_FRESH));

    assertThat(findings())
        .extracting(Finding::subject)
        .containsExactly(
            "loopback ucx default read host llama", "loopback ucx default write host llama");
  }

  @Test
  void shouldKeepFiringWhenLaterRunsAreSkipped() {
    node.run(Runs.corrupt(Runs.READ, OLDEST_FRESH))
        .run(Runs.skipped(Runs.READ, SkipReason.LOCKED, NOW));

    assertThat(findings()).hasSize(1);
  }

  @Test
  void shouldNotFireWhenALaterRunIsVerified() {
    node.run(Runs.corrupt(Runs.READ, OLDEST_FRESH))
        .run(Runs.verified(Runs.READ, PathClass.TCP, NOW));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireOnARunThatIsStale() {
    node.run(Runs.corrupt(Runs.READ, STALE));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireOnARunThatBroughtNothing() {
    node.run(Runs.unsuccessful(Runs.READ, TransferResult.FAILED, NOW, "broken"));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldFireOnAnyPairUntilItsKindOfRunIsVerified() {
    Pairs pairs = Pairs.met().ran(Runs.corrupt(Pairs.key("node-b", Operation.READ), NOW));
    assertThat(new PayloadCorrupt().evaluate(pairs.node().build(), NOW))
        .extracting(Finding::subject)
        .containsExactly("peer ucx default read host llama-3.1-8b with node-b");

    pairs.posted("node-b", Operation.WRITE, 45e9);
    assertThat(new PayloadCorrupt().evaluate(pairs.node().build(), NOW)).hasSize(1);

    pairs.posted("node-b", Operation.READ, 45e9);
    assertThat(new PayloadCorrupt().evaluate(pairs.node().build(), NOW)).isEmpty();
  }

  private List<Finding> findings() {
    return new PayloadCorrupt().evaluate(node.build(), NOW);
  }
}
