package io.kvlane.core.snapshot;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Rdma;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RdmaInventoryTest {

  private static final RdmaDevice DEVICE = device("mlx5_0", ACTIVE);

  @Test
  void shouldGiveDevicesWhileTheyAreFresh() {
    RdmaInventory inventory = Rdma.inventory(DEVICE);

    assertThat(inventory.devices(NOW.plusSeconds(30))).contains(List.of(DEVICE));
    assertThat(inventory.devices(NOW.plusSeconds(31))).isEmpty();
  }

  @Test
  void shouldTellNoDeviceFromNobodyKnows() {
    assertThat(devices(new ProbeResult.NotPresent<>("none", "load a driver"))).contains(List.of());
    assertThat(devices(new ProbeResult.Failed<>("denied"))).isEmpty();
    assertThat(devices(new ProbeResult.TimedOut<>("hangs"))).isEmpty();
    assertThat(RdmaInventory.NONE.devices(NOW)).isEmpty();
  }

  @Test
  void shouldLoseAPortThatHasNoLinkAnyMore() {
    assertThat(DEVICE.with(Map.of()).ports()).isEmpty();
    assertThat(DEVICE.with(Map.of(DEVICE.ports().getFirst().id(), Rdma.POLLING)).ports())
        .singleElement()
        .returns(Rdma.POLLING, port -> port.link());
  }

  private static Optional<List<RdmaDevice>> devices(ProbeResult<List<RdmaDevice>> result) {
    return Rdma.inventory(result, NOW, KnownDevices.NONE).devices(NOW);
  }
}
