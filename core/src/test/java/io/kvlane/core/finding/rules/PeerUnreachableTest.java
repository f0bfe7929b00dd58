package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.transfer.Operation.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Pairs;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerUnreachableTest {

  private final Pairs pairs = Pairs.met();

  private List<Finding> findings() {
    return new PeerUnreachable().evaluate(pairs.node().build(), NOW);
  }

  /** Nodes that answered just now, after all that is silent. */
  private void healthy(int nodes) {
    for (int i = 0; i < nodes; i++) {
      pairs.ran(
          Pairs.verified(
              Pairs.key("healthy-%02d".formatted(i), READ),
              45e9,
              PathClass.HOST_RDMA,
              NOW.plusMillis(1)));
    }
  }

  @Test
  void shouldFindANodeThatIsSilentTwiceInARow() {
    healthy(2);
    pairs.unreachable("node-b", 2);

    assertThat(findings())
        .containsExactly(
            new Finding(
                "peer-unreachable",
                Severity.WARNING,
                "node-b",
                "Node node-b cannot be spoken to, 2 meetings in a row.",
                List.of(
                    "last attempt: 2026-03-01T12:00:00Z connection refused",
                    "no verified run with it since this agent started"),
                "See whether its agent runs (kubectl get pods -o wide -l"
                    + " app.kubernetes.io/name=kvlane) and whether port 9978 can be reached from here"
                    + " (nc -vz node-b 9978), and follow runbooks/peer-unreachable.md"));
  }

  @Test
  void shouldNotFireOnOneMeeting() {
    healthy(2);
    pairs.unreachable("node-b", 1);

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireOnceItAnswers() {
    healthy(2);
    pairs.unreachable("node-b", 3).posted("node-b", READ, 45e9);

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldLookAtThisNodeWhereMostAreSilent() {
    healthy(1);
    pairs.unreachable("node-b", 1).unreachable("node-c", 1);

    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.subject()).isEqualTo("node");
          assertThat(finding.summary())
              .isEqualTo("Most other nodes cannot be spoken to from here (2 of the 3 tried last).");
          assertThat(finding.evidence())
              .contains("node-b: 2026-03-01T12:00:00Z connection refused");
        });
  }

  @Test
  void shouldStayBounded() {
    for (int i = 0; i < 30; i++) {
      pairs.unreachable("dead-%02d".formatted(i), 2);
    }
    healthy(30);

    assertThat(findings()).hasSize(11);
    assertThat(findings().getLast().summary()).isEqualTo("20 more pairs are unreachable.");
  }
}
