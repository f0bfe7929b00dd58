package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Rdma.verbs;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.snapshot.VerbsView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RdmaViewsDifferTest {

  @Test
  void shouldFireWithBothValuesOnceADevice() {
    assertThat(
            findings(
                Rdma.view(
                    new ProbeResult.Observed<>(List.of(verbs("mlx5_0", PortState.DOWN))),
                    device("mlx5_0", "guid", ACTIVE, ACTIVE))))
        .containsExactly(
            new Finding(
                "rdma-views-differ",
                Severity.WARNING,
                "mlx5_0",
                "sysfs and libibverbs say different things of RDMA device mlx5_0.",
                List.of(
                    "port 1 state: sysfs says active, libibverbs says down",
                    "port 2: sysfs says present, libibverbs says absent",
                    "compared at 2026-03-01T12:00:00Z"),
                "Let the pod request the node's RDMA resource, so that it gets the device files,"
                    + " and follow runbooks/rdma-views-differ.md"));
  }

  @Test
  void shouldFireOnceWhereLibibverbsIsMissingBesideDevices() {
    assertThat(
            findings(
                Rdma.view(
                    new ProbeResult.NotPresent<>("no libibverbs.so.1", "install libibverbs1"),
                    device("mlx5_0", ACTIVE),
                    device("mlx5_1", ACTIVE))))
        .singleElement()
        .returns("verbs", Finding::subject)
        .returns("install libibverbs1", Finding::fix)
        .returns(
            List.of("sysfs says mlx5_0, mlx5_1, libibverbs says: no libibverbs.so.1"),
            Finding::evidence);
  }

  @Test
  void shouldNotFireForWhatChangedMeanwhile() {
    Look<List<VerbsDevice>> seen =
        new Look<>(
            new ProbeResult.Observed<>(List.of(verbs("mlx5_0", PortState.DOWN))),
            NOW,
            Duration.ZERO);

    assertThat(
            findings(
                new VerbsView(
                    seen,
                    Optional.empty(),
                    List.of(device("mlx5_0", ACTIVE)),
                    List.of(device("mlx5_0", POLLING)))))
        .isEmpty();
  }

  @Test
  void shouldNotFireWhereBothAgree() {
    assertThat(
            findings(
                Rdma.view(
                    new ProbeResult.Observed<>(List.of(verbs("mlx5_0", PortState.ACTIVE))),
                    device("mlx5_0", ACTIVE))))
        .isEmpty();
  }

  @Test
  void shouldNotFireWithoutDevicesNorWhenVerbsCouldNotBeRead() {
    assertThat(findings(Rdma.view(new ProbeResult.NotPresent<>("no library", "install it"))))
        .isEmpty();
    assertThat(
            findings(Rdma.view(new ProbeResult.TimedOut<>("no answer"), device("mlx5_0", ACTIVE))))
        .isEmpty();
    assertThat(new RdmaViewsDiffer().evaluate(Snapshots.node().build(), NOW)).isEmpty();
  }

  @Test
  void shouldNotFireForWhatWasSeenLongAgo() {
    VerbsView view =
        Rdma.view(
            new ProbeResult.Observed<>(List.of(verbs("mlx5_0", PortState.DOWN))),
            device("mlx5_0", ACTIVE));

    assertThat(
            new RdmaViewsDiffer()
                .evaluate(
                    Snapshots.node().rdma(Rdma.with(RdmaInventory.NONE, view)).build(),
                    NOW.plus(Duration.ofMinutes(4))))
        .isEmpty();
  }

  private static List<Finding> findings(VerbsView view) {
    return new RdmaViewsDiffer()
        .evaluate(Snapshots.node().rdma(Rdma.with(RdmaInventory.NONE, view)).build(), NOW);
  }
}
