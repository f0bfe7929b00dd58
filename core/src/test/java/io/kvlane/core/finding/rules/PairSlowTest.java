package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.transfer.Operation.READ;
import static io.kvlane.core.transfer.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.samples.Pairs;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PairSlowTest {

  private final Pairs pairs = Pairs.met();

  private List<Finding> findings() {
    return new PairSlow().evaluate(pairs.node().build(), NOW);
  }

  private void healthy(int nodes) {
    for (int i = 0; i < nodes; i++) {
      pairs.posted("healthy-" + i, READ, 45e9, 45e9);
    }
  }

  @Test
  void shouldFindOneSlowPairWithNumbersAndAFix() {
    healthy(3);
    pairs.posted("node-b", READ, 10e9, 10e9).posted("node-b", WRITE, 45e9, 45e9);

    assertThat(findings())
        .containsExactly(
            new Finding(
                "pair-slow",
                Severity.WARNING,
                "node-b",
                "Transfers with node-b are slow, those with other nodes are not.",
                List.of(
                    "read posted here (inbound): 10.0 GB/s over 2 runs, 20 % of the link's 50.0 GB/s,"
                        + " the last at 2026-03-01T12:00:00Z",
                    "write posted here (outbound): 45.0 GB/s over 2 runs, 90 % of the link's 50.0"
                        + " GB/s, the last at 2026-03-01T12:00:00Z"),
                "Measure it again (./kvlane transfer node-b) and beside kvlane (ib_write_bw between the"
                    + " two), look for errors on the ports of both nodes and of the switches between"
                    + " them (perfquery, ethtool -S), and follow runbooks/pair-slow.md"));
  }

  @Test
  void shouldNotFireOnOneRunAlone() {
    pairs.posted("node-b", READ, 10e9);

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldLeaveTheOtherNodeToItselfWhereItIsSlowWithMost() {
    pairs.posted("node-b", READ, 10e9, 10e9);
    pairs.heard("node-b", new Standing(OptionalLong.of(Pairs.LINK), 5, 2));
    assertThat(findings()).hasSize(1);

    pairs.heard("node-b", new Standing(OptionalLong.of(Pairs.LINK), 5, 3));
    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldSayNothingOfPairsWhereThisNodeIsSlowWithMost() {
    healthy(1);
    pairs.posted("node-b", READ, 10e9, 10e9).posted("node-c", READ, 10e9, 10e9);

    assertThat(findings()).isEmpty();
    assertThat(new NodeSlow().evaluate(pairs.node().build(), NOW)).hasSize(1);
  }

  @Test
  void shouldLeaveAFallbackToItsOwnRule() {
    pairs.expecting(ExpectedPath.RDMA);
    pairs.posted("node-b", READ, 2e9, 2e9);
    pairs.ran(Pairs.verified(Pairs.key("node-b", READ), 2e9, PathClass.TCP, NOW));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldLeaveAPairThatIsWeakOneWayToItsOwnRule() {
    healthy(3);
    weakInbound("node-b");

    assertThat(findings()).isEmpty();
    assertThat(new PairAsymmetric().evaluate(pairs.node().build(), NOW)).hasSize(1);
  }

  private void weakInbound(String peer) {
    pairs
        .posted(peer, READ, 10e9, 10e9)
        .posted(peer, WRITE, 45e9, 45e9)
        .served(peer, READ, 45e9, 45e9)
        .served(peer, WRITE, 10e9, 10e9);
  }

  @Test
  void shouldGiveTenPairsAFindingAndSumUpTheRest() {
    healthy(20);
    for (int i = 0; i < 15; i++) {
      pairs.posted("slow-%02d".formatted(i), READ, (i + 1) * 1e9, (i + 1) * 1e9);
    }

    assertThat(findings()).hasSize(11);
    assertThat(findings().getFirst().subject()).isEqualTo("slow-00");
    assertThat(findings().getLast())
        .satisfies(rest -> {
          assertThat(rest.subject()).isEqualTo("other pairs");
          assertThat(rest.summary()).isEqualTo("5 more pairs are slow.");
          assertThat(rest.evidence()).startsWith("slow-10").hasSize(5);
        });
  }
}
