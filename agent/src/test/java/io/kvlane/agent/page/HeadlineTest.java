package io.kvlane.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Operation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadlineTest {

  private final NodeState state = Nodes.node();

  private void ran(PathClass path) {
    state.ran(
        Pages.verified(
            Pages.inside(Intent.DEFAULT, Operation.READ),
            Nodes.NOW.minusSeconds(2),
            path,
            1,
            "seen"));
  }

  private void expects(ExpectedPath path, Expectation.Source source) {
    state.expects(Optional.of(new Expectation(path, source)), Optional.empty());
  }

  private Headline headline() {
    return Headline.of(state.snapshot());
  }

  @Test
  void shouldSayThatNothingWasMeasuredYet() {
    assertThat(headline().state()).isEqualTo(Headline.State.NOT_MEASURED);
    assertThat(headline().sentence())
        .isEqualTo("No verified run says yet which path KV bytes take.");
    assertThat(headline().expected()).startsWith("No path is expected: ");
  }

  @Test
  void shouldNotClaimAPathWhileTransfersAreTurnedOff() {
    expects(ExpectedPath.TCP, Expectation.Source.CONFIGURATION);
    state.transfers().annotated(true);

    assertThat(headline().state()).isEqualTo(Headline.State.NOT_MEASURED);
    assertThat(headline().sentence())
        .startsWith("Not measured: transfers are turned off by the node's annotation");
  }

  @Test
  void shouldSaySinceWhenNothingWasMeasured() {
    state.ran(
        Pages.verified(
            Pages.inside(Intent.DEFAULT, Operation.READ),
            Nodes.NOW.minusSeconds(3600),
            PathClass.TCP,
            1,
            "seen"));

    assertThat(headline().state()).isEqualTo(Headline.State.NOT_MEASURED);
    assertThat(headline().sentence()).isEqualTo("Not measured since 2026-03-01T11:00:00Z.");
  }

  @Test
  void shouldNotCallAPathRightThatNobodyExpects() {
    ran(PathClass.TCP);

    assertThat(headline().state()).isEqualTo(Headline.State.MEASURED);
    assertThat(headline().sentence())
        .isEqualTo("KV bytes take tcp; nothing says which path they should take.");
  }

  @Test
  void shouldSayThatThePathIsTheExpectedOneAndWhoExpectsIt() {
    ran(PathClass.HOST_RDMA);
    expects(ExpectedPath.RDMA, Expectation.Source.ALLOCATABLE);

    assertThat(headline().state()).isEqualTo(Headline.State.AS_EXPECTED);
    assertThat(headline().sentence()).isEqualTo("KV bytes take host-rdma, as expected.");
    assertThat(headline().expected())
        .isEqualTo("Expected: rdma, because the node offers RDMA resources in Kubernetes.");
  }

  @Test
  void shouldNameTheFallbackOnly() {
    ran(PathClass.TCP);
    state.ran(
        Pages.verified(
            Pages.inside(Intent.DEFAULT, Operation.WRITE),
            Nodes.NOW,
            PathClass.HOST_RDMA,
            1,
            "seen"));
    expects(ExpectedPath.GPUDIRECT_RDMA, Expectation.Source.LEARNED);

    assertThat(headline().state()).isEqualTo(Headline.State.FALLBACK);
    assertThat(headline().sentence())
        .isEqualTo("KV bytes take tcp where gpudirect-rdma is expected.");
    assertThat(headline().expected()).contains("learned from what this node has shown");
  }

  @Test
  void shouldSayWhatIsCritical() {
    ran(PathClass.TCP);

    Headline headline =
        Headline.of(
            state
                .snapshot()
                .withFindings(
                    List.of(
                        Pages.finding(
                            Severity.CRITICAL, "rdma-device-lost", "mlx5_1", "mlx5_1 is gone"))));

    assertThat(headline.state()).isEqualTo(Headline.State.TROUBLE);
    assertThat(headline.sentence()).isEqualTo("Mlx5_1 is gone.");
  }
}
