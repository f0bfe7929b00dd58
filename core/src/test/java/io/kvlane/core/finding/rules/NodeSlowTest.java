package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.transfer.Operation.READ;
import static io.kvlane.core.transfer.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Pairs;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeSlowTest {

  private final Pairs pairs = Pairs.met();

  private List<Finding> findings() {
    return new NodeSlow().evaluate(pairs.node().build(), NOW);
  }

  private void each(double bytesPerSecond, String... peers) {
    for (String peer : peers) {
      pairs.posted(peer, READ, bytesPerSecond);
    }
  }

  @Test
  void shouldMakeOneFindingOfMostPairs() {
    each(10e9, "node-b", "node-c");
    each(45e9, "node-d");

    assertThat(findings())
        .containsExactly(
            new Finding(
                "node-slow",
                Severity.WARNING,
                "node",
                "Transfers with most other nodes are slow (2 of 3): look at this node.",
                List.of(
                    "2 of 3 pairs measured last are slow",
                    "node-b: read posted here (inbound): 10.0 GB/s over 1 runs, 20 % of the link's"
                        + " 50.0 GB/s, the last at 2026-03-01T12:00:00Z",
                    "node-c: read posted here (inbound): 10.0 GB/s over 1 runs, 20 % of the link's"
                        + " 50.0 GB/s, the last at 2026-03-01T12:00:00Z"),
                "Look at this node's ports (ibstat; ethtool -S and perfquery for errors), its PCIe links"
                    + " (lspci -vv) and its cables, measure one pair again (./kvlane transfer node-b),"
                    + " and follow runbooks/node-slow.md"));
  }

  @Test
  void shouldNotFireOnHalfOfThePairsNorOnTwo() {
    each(10e9, "node-b", "node-c");
    assertThat(findings()).isEmpty();

    each(45e9, "node-d", "node-e");
    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireWhereTheBytesFallBack() {
    pairs.expecting(ExpectedPath.RDMA);
    for (String peer : List.of("node-b", "node-c", "node-d")) {
      pairs.ran(Pairs.verified(Pairs.key(peer, READ), 2e9, PathClass.TCP, NOW));
    }

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldLeaveAWeakDirectionToItsOwnRule() {
    for (String peer : List.of("node-b", "node-c", "node-d")) {
      pairs
          .posted(peer, READ, 10e9, 10e9)
          .posted(peer, WRITE, 45e9, 45e9)
          .served(peer, READ, 45e9, 45e9)
          .served(peer, WRITE, 10e9, 10e9);
    }

    assertThat(findings()).isEmpty();
    assertThat(new NodeDirection().evaluate(pairs.node().build(), NOW)).hasSize(1);
    assertThat(new PairAsymmetric().evaluate(pairs.node().build(), NOW)).isEmpty();
    assertThat(new PairSlow().evaluate(pairs.node().build(), NOW)).isEmpty();
  }
}
