package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.transfer.Operation.READ;
import static io.kvlane.core.transfer.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.samples.Pairs;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PairAsymmetricTest {

  private final Pairs pairs = Pairs.met();

  private List<Finding> findings() {
    return new PairAsymmetric().evaluate(pairs.node().build(), NOW);
  }

  private void measured(
      String peer, double readHere, double writeHere, double readThere, double writeThere) {
    pairs
        .posted(peer, READ, readHere, readHere)
        .posted(peer, WRITE, writeHere, writeHere)
        .served(peer, READ, readThere, readThere)
        .served(peer, WRITE, writeThere, writeThere);
  }

  @Test
  void shouldNameTheWeakDirection() {
    measured("node-b", 45e9, 20e9, 20e9, 45e9);

    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.subject()).isEqualTo("node-b");
          assertThat(finding.summary())
              .isEqualTo("With node-b, outbound has 44 % of the bandwidth of inbound.");
          assertThat(finding.evidence())
              .startsWith("outbound 20.0 GB/s, inbound 45.0 GB/s: 44 %")
              .hasSize(5);
          assertThat(finding.fix())
              .contains("ib_write_bw and ib_read_bw", "runbooks/pair-asymmetric.md");
        });
  }

  @Test
  void shouldNameTheWeakOperation() {
    measured("node-b", 20e9, 45e9, 20e9, 45e9);

    assertThat(findings())
        .extracting(Finding::summary)
        .containsExactly("With node-b, read has 44 % of the bandwidth of write.");
  }

  @Test
  void shouldNotFireAboveHalf() {
    measured("node-b", 23e9, 45e9, 45e9, 23e9);

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldLeaveTheOtherNodeToItselfWhereItIsSlowWithMost() {
    measured("node-b", 45e9, 20e9, 20e9, 45e9);
    pairs.heard("node-b", new Standing(OptionalLong.of(Pairs.LINK), 3, 2));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldKeepAnOddPairApartFromTheNodesWeakDirection() {
    for (String peer : List.of("node-b", "node-c", "node-d")) {
      measured(peer, 22e9, 45e9, 45e9, 22e9);
    }
    measured("node-e", 45e9, 22e9, 22e9, 45e9);

    assertThat(new NodeDirection().evaluate(pairs.node().build(), NOW)).hasSize(1);
    assertThat(findings()).extracting(Finding::subject).containsExactly("node-e");
  }
}
