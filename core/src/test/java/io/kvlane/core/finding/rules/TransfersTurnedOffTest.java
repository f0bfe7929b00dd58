package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TurnedOff.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransfersTurnedOffTest {

  private final TransfersTurnedOff rule = new TransfersTurnedOff();

  private List<Finding> findings(NodeSnapshot node) {
    return rule.evaluate(node, NOW);
  }

  @Test
  void shouldSayThatNobodyMeasuresAndHowToMeasureAgain() {
    assertThat(findings(Snapshots.node().turnedOff(Source.ANNOTATION).build()))
        .singleElement()
        .returns("transfers-turned-off", Finding::rule)
        .returns(Severity.INFO, Finding::severity)
        .returns("node", Finding::subject)
        .returns(
            List.of(
                "transfers are turned off by the node's annotation kvlane.io/transfers, since "
                    + NOW),
            Finding::evidence)
        .returns(
            "To measure again: kubectl annotate node node-a kvlane.io/transfers-, and follow"
                + " runbooks/transfers-turned-off.md",
            Finding::fix);
  }

  @Test
  void shouldNameTheKeyWhereTheConfigurationSaysSo() {
    assertThat(findings(Snapshots.node().turnedOff(Source.CONFIGURATION).build()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.evidence().toString()).contains("by kvlane.transfer.enabled");
          assertThat(finding.fix()).contains("kvlane.transfer.enabled=true");
        });
  }

  @Test
  void shouldSayNothingWhileTransfersAreOn() {
    assertThat(findings(Snapshots.node().build())).isEmpty();
  }

  @Test
  void shouldLeaveNoOtherFindingThatRestsOnTransfers() {
    Snapshots node =
        Snapshots.node()
            .expecting(ExpectedPath.RDMA)
            .run(Runs.verified(Runs.READ, PathClass.TCP, NOW));
    assertThat(Rules.evaluate(node.build(), NOW))
        .extracting(Finding::rule)
        .contains("path-fallback");

    assertThat(Rules.evaluate(node.turnedOff(Source.ANNOTATION).build(), NOW))
        .extracting(Finding::rule)
        .containsExactly("transfers-turned-off");
  }
}
