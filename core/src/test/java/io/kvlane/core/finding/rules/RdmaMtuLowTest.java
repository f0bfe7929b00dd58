package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.samples.Snapshots.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.VerbsView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RdmaMtuLowTest {

  @Test
  void shouldFireWithBothSizes() {
    assertThat(findings(NOW, 4096, 1024, 4096))
        .containsExactly(
            new Finding(
                "rdma-mtu-low",
                Severity.WARNING,
                "mlx5_1:1",
                "RDMA port mlx5_1:1 sends packets of 1024 bytes, its siblings of 4096.",
                List.of(
                    "active MTU of mlx5_1:1: 1024 bytes",
                    "2 of 3 active ports of this model: 4096 bytes"),
                "Give the interface and its switch port the MTU of the others (ip link set dev"
                    + " INTERFACE mtu 9000; with InfiniBand the subnet manager sets it), and follow"
                    + " runbooks/rdma-mtu-low.md"));
  }

  @Test
  void shouldNotFireWhereAllAreAlikeOrLargerOrNothingIsUsual() {
    assertThat(findings(NOW, 1024, 1024, 1024)).isEmpty();
    assertThat(findings(NOW, 1024, 1024, 4096)).isEmpty();
    assertThat(findings(NOW, 1024, 4096)).isEmpty();
  }

  @Test
  void shouldNotTakeAnUnknownSizeForASmallOne() {
    assertThat(findings(NOW, 4096, 0, 4096)).isEmpty();
  }

  @Test
  void shouldNotFireLongAfterTheLastLook() {
    assertThat(findings(STALE, 4096, 1024, 4096)).isEmpty();
  }

  private static List<Finding> findings(Instant at, int... mtuBytes) {
    RdmaDevice[] devices =
        IntStream.range(0, mtuBytes.length)
            .mapToObj(number -> device("mlx5_" + number, ACTIVE))
            .toArray(RdmaDevice[]::new);
    List<VerbsDevice> verbs =
        IntStream.range(0, mtuBytes.length)
            .mapToObj(number -> verbs("mlx5_" + number, mtuBytes[number]))
            .toList();
    VerbsView view =
        new VerbsView(
            new Look<>(new ProbeResult.Observed<>(verbs), at, Duration.ZERO),
            Optional.empty(),
            List.of(),
            List.of());
    return new RdmaMtuLow()
        .evaluate(Snapshots.node().rdma(Rdma.inventory(devices).with(view)).build(), NOW);
  }

  private static VerbsDevice verbs(String name, int mtuBytes) {
    return new VerbsDevice(
        name,
        null,
        "",
        VerbsDevice.Dmabuf.UNKNOWN,
        List.of(new VerbsDevice.VerbsPort(1, PortState.ACTIVE, LinkLayer.INFINIBAND, mtuBytes)));
  }
}
