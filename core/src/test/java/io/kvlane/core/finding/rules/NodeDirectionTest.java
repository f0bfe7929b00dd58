package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.transfer.Operation.READ;
import static io.kvlane.core.transfer.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.samples.Pairs;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeDirectionTest {

  private final Pairs pairs = Pairs.met();

  private List<Finding> findings() {
    return new NodeDirection().evaluate(pairs.node().build(), NOW);
  }

  private void measured(String peer, double inbound, double outbound) {
    pairs
        .posted(peer, READ, inbound, inbound)
        .posted(peer, WRITE, outbound, outbound)
        .served(peer, READ, outbound, outbound)
        .served(peer, WRITE, inbound, inbound);
  }

  @Test
  void shouldMakeOneFindingOfTheDirectionThatIsWeakWithMost() {
    measured("node-b", 10e9, 45e9);
    measured("node-c", 11e9, 45e9);
    measured("node-d", 45e9, 45e9);

    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.subject()).isEqualTo("node");
          assertThat(finding.summary())
              .isEqualTo(
                  "This node receives badly: with most other nodes inbound has less than half of"
                      + " the other direction.");
          assertThat(finding.evidence())
              .containsExactly(
                  "2 of 3 comparable pairs are weak inbound",
                  "node-b: inbound 10.0 GB/s, outbound 45.0 GB/s: 22 %",
                  "node-c: inbound 11.0 GB/s, outbound 45.0 GB/s: 24 %");
          assertThat(finding.fix())
              .contains("rx_discards_phy", "PortRcvErrors", "runbooks/node-direction.md");
        });
  }

  @Test
  void shouldSayThatTheNodeSendsBadly() {
    measured("node-b", 45e9, 10e9);
    measured("node-c", 45e9, 10e9);
    measured("node-d", 45e9, 10e9);

    assertThat(findings()).first().asString().contains("This node sends badly", "PortXmitDiscards");
  }

  @Test
  void shouldNotFireOnTwoPairsNorWhereDirectionsDiffer() {
    measured("node-b", 45e9, 10e9);
    measured("node-c", 45e9, 10e9);
    assertThat(findings()).isEmpty();

    measured("node-d", 10e9, 45e9);
    measured("node-e", 10e9, 45e9);
    assertThat(findings()).isEmpty();
  }
}
