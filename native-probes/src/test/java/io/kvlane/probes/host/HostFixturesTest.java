package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.transfer.Transport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the READMEs of whole machines say of their RDMA devices, and of GPUDirect on them. */
class HostFixturesTest {

  private static final long GIGABIT = 1_000_000_000L / 8;

  private static List<RdmaDevice> devices(String scenario) {
    return Inspected.below(Hosts.host(scenario)).devices();
  }

  private static RdmaDevice device(String scenario, String name) {
    return devices(scenario).stream()
        .filter(device -> device.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static PortLink link(RdmaDevice device) {
    return device.ports().getFirst().link();
  }

  private static OptionalLong rate(RdmaDevice device) {
    return link(device)
        .rate()
        .map(LinkRate::bytesPerSecond)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "h100-infiniband, 8, INFINIBAND, 400, mlx5_core, 0000:18:00.0",
    "roce-dual-port, 4, ROCE, 100, mlx5_core, 0000:3d:00.0",
    "p5-efa, 8, EFA, 100, efa, 0000:c6:00.0",
    "gb200-dmabuf, 4, INFINIBAND, 400, mlx5_core, 0000:03:00.0"
  })
  void shouldFindHealthyDevices(
      String scenario,
      int count,
      Transport transport,
      long gigabits,
      String driver,
      String firstAddress) {
    List<RdmaDevice> devices = devices(scenario);

    assertThat(devices)
        .hasSize(count)
        .allMatch(device -> device.ports().size() == 1)
        .allMatch(device -> link(device).isActive())
        .allMatch(device -> device.ports().getFirst().transport() == transport)
        .allMatch(device -> rate(device).equals(OptionalLong.of(gigabits * GIGABIT)))
        .allMatch(device -> device.place().driver().equals(Optional.of(driver)))
        .allMatch(device -> device.characterDevice().orElseThrow().exists());
    assertThat(devices.getFirst().place().pciAddress()).contains(firstAddress);
    assertThat(devices)
        .filteredOn(device -> device.place().numaNode().equals(OptionalInt.of(0)))
        .hasSize(count / 2);
  }

  @Test
  void shouldFindTheTwoIllNicsOfTheDegradedNode() {
    assertThat(devices("h100-degraded"))
        .filteredOn(device -> rate(device).getAsLong() != 400 * GIGABIT)
        .extracting(RdmaDevice::name, device -> link(device).text(), device -> rate(device))
        .containsExactly(
            tuple("mlx5_2", "down (Polling)", OptionalLong.of(10 * GIGABIT)),
            tuple("mlx5_5", "active (LinkUp)", OptionalLong.of(200 * GIGABIT)));
    assertThat(link(device("h100-degraded", "mlx5_2")))
        .returns(PortState.DOWN, PortLink::state)
        .returns(OptionalInt.empty(), PortLink::lid);
  }

  @Test
  void shouldListBothTypesOfGidsOfARocePort() {
    assertThat(device("roce-dual-port", "mlx5_3").ports().getFirst().gids())
        .extracting(Gid::index, Gid::type, Gid::netdev)
        .containsExactly(
            tuple(0, "IB/RoCE v1", Optional.of("enp174s0f1np1")),
            tuple(1, "RoCE v2", Optional.of("enp174s0f1np1")),
            tuple(2, "IB/RoCE v1", Optional.of("enp174s0f1np1")),
            tuple(3, "RoCE v2", Optional.of("enp174s0f1np1")));
  }

  @Test
  void shouldShowWhatAnEfaCounts() {
    assertThat(device("p5-efa", "rdmap79s0").ports())
        .extracting(RdmaPort::counters)
        .singleElement()
        .returns(OptionalLong.of(4096), counters -> counters.receivedBytes())
        .returns(OptionalLong.of(1024), counters -> counters.value("rdma_read_bytes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"h100-infiniband", "h100-degraded", "roce-dual-port", "p5-efa", "gb200-dmabuf"})
  void shouldNotJudgeGpuDirectBeforeTheLibrariesWereAsked(String scenario) {
    Inspected inspected = Inspected.below(Hosts.host(scenario));

    assertThat(inspected.pairs())
        .isNotEmpty()
        .extracting(GpuNicPair::gpuDirect)
        .containsOnly(Support.YES);
    assertThat(inspected.pairsOfHostAlone())
        .isNotEmpty()
        .extracting(GpuNicPair::gpuDirect)
        .containsOnly(Support.UNKNOWN);
  }
}
