package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SiblingsTest {

  @Test
  void shouldTakeTypeAndBoardForTheModelElseTheDriver() {
    assertThat(Siblings.model(device("mlx5_0", ACTIVE))).contains("MT4129 MT_0000000838");
    assertThat(Siblings.model(Rdma.efa("rdmap16s27", "0000:10:1b.0"))).contains("efa");
    assertThat(Siblings.model(Rdma.software("rxe0", ACTIVE))).isEmpty();
  }

  @Test
  void shouldCompareNeitherVirtualFunctionsNorDevicesOfSoftware() {
    Snapshots node =
        Snapshots.node()
            .rdma(
                Rdma.inventory(
                    device("mlx5_0", ACTIVE),
                    Rdma.virtualFunction("mlx5_1", ACTIVE),
                    Rdma.software("rxe0", ACTIVE)));

    assertThat(Siblings.byModel(node.build(), NOW))
        .containsExactly(Map.entry("MT4129 MT_0000000838", List.of(device("mlx5_0", ACTIVE))));
  }

  @Test
  void shouldPairGpusWithPhysicalFunctionsOnly() {
    RdmaDevice physical = Rdma.at(Machine.NIC_0, device("mlx5_0", ACTIVE));
    RdmaDevice virtual =
        new RdmaDevice(
            "mlx5_1",
            physical.identity(),
            new RdmaDevice.Place(
                physical.place().pciAddress(), OptionalInt.empty(), Optional.empty(), true),
            physical.characterDevice(),
            physical.ports());
    Snapshots node =
        Snapshots.node()
            .rdma(Rdma.inventory(physical, virtual))
            .inspection(Machine.seen().bus(Machine.built(Machine.socket(0))).build());

    assertThat(Siblings.pairs(node.build(), NOW))
        .extracting(GpuNicPair::device)
        .containsExactly("mlx5_0");
  }

  @Test
  void shouldKeepLinkLayersApartAndLeavePortsOutThatAreNotActive() {
    Snapshots node =
        Snapshots.node()
            .rdma(
                Rdma.inventory(
                    device("mlx5_0", ACTIVE), device("mlx5_1", POLLING), Rdma.ethernet("mlx5_2")));

    assertThat(Siblings.activePorts(node.build(), NOW))
        .extracting(ports -> ports.stream().map(port -> port.id().text()).toList())
        .containsExactly(List.of("mlx5_0:1"), List.of("mlx5_2:1"));
  }
}
