package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.samples.Snapshots.OLDEST_FRESH;
import static io.kvlane.core.samples.Snapshots.STALE;
import static io.kvlane.core.transfer.TransferResult.FAILED;
import static io.kvlane.core.transfer.TransferResult.TIMED_OUT;
import static io.kvlane.core.transfer.TransferResult.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
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

class TransfersFailingTest {

  private static final TransferKey BASELINE =
      Runs.key(Intent.BASELINE, Engine.TCP, Operation.READ, Memory.HOST);

  private final Snapshots node = Snapshots.node();

  @Test
  void shouldFireOnceForAnEngineListingWhatFails() {
    node.run(Runs.unsuccessful(Runs.READ, FAILED, NOW, "Destination is unreachable"))
        .run(Runs.unsuccessful(Runs.WRITE, TIMED_OUT, OLDEST_FRESH, "no answer in 2 s"))
        .run(Runs.unsuccessful(Runs.key(Intent.LOCAL, Operation.READ), UNREACHABLE, NOW, ""));

    assertThat(findings())
        .containsExactly(
            new Finding(
                "transfers-failing",
                Severity.WARNING,
                "ucx loopback",
                "Transfers over ucx loopback bring no payload (3 kinds of run).",
                List.of(
                    "loopback ucx default read host llama: failed: Destination is unreachable",
                    "loopback ucx default write host llama: timed_out: no answer in 2 s",
                    "loopback ucx local read host llama: unreachable"),
                "Look up the message of the first run above in runbooks/transfers-failing.md"));
  }

  @Test
  void shouldFireForEachEngine() {
    node.run(Runs.unsuccessful(Runs.READ, FAILED, NOW, "broken"))
        .run(Runs.unsuccessful(BASELINE, FAILED, NOW, "broken"));

    assertThat(findings())
        .extracting(Finding::subject)
        .containsExactly("tcp loopback", "ucx loopback");
  }

  @Test
  void shouldKeepFiringWhileRunsAreSkippedInBackOff() {
    node.run(Runs.unsuccessful(Runs.READ, FAILED, OLDEST_FRESH, "broken"))
        .run(Runs.skipped(Runs.READ, SkipReason.BACKOFF, NOW));

    assertThat(findings()).hasSize(1);
  }

  @Test
  void shouldNotFireWhenALaterRunIsVerified() {
    node.run(Runs.unsuccessful(Runs.READ, FAILED, OLDEST_FRESH, "broken"))
        .run(Runs.verified(Runs.READ, PathClass.TCP, NOW));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireOnRunsThatAreStaleSkippedOrCorrupt() {
    node.run(Runs.unsuccessful(Runs.READ, FAILED, STALE, "broken"))
        .run(Runs.corrupt(Runs.WRITE, NOW))
        .run(Runs.skipped(BASELINE, SkipReason.NOT_PRESENT, NOW));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldLeaveNodesThatCannotBeSpokenToToTheirOwnRule() {
    node.run(
        Runs.unsuccessful(
            Pairs.key("node-b", Operation.READ), TransferResult.UNREACHABLE, NOW, "refused"));
    assertThat(findings()).isEmpty();

    node.run(
        Runs.unsuccessful(
            Pairs.key("node-c", Operation.READ), TransferResult.TIMED_OUT, NOW, "no answer"));
    assertThat(findings()).extracting(Finding::subject).containsExactly("ucx peer");
  }

  private List<Finding> findings() {
    return new TransfersFailing().evaluate(node.build(), NOW);
  }
}
