package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.kvlane.core.rdma.Gid;
import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.PortCounters;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.PortTraffic;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaDevice.CharacterDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.transfer.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfinibandClassReaderTest {

  private static final OptionalLong NOT_TOLD = OptionalLong.empty();

  @TempDir private Path directory;

  private static List<PortTraffic> ports(String scenario) {
    return new InfinibandClassReader(Hosts.host(scenario)).traffic(0);
  }

  @Test
  void shouldCountInWordsOfFourBytes() {
    assertThat(ports("mlx5-infiniband"))
        .contains(
            new PortTraffic(
                new PortId("mlx5_0", 1),
                true,
                Transport.INFINIBAND,
                OptionalLong.of(1_048_576_000),
                OptionalLong.of(4000),
                OptionalLong.of(10)));
  }

  @Test
  void shouldSayThatAPortWithoutLinkIsNotActive() {
    assertThat(ports("mlx5-infiniband"))
        .extracting(port -> port.id().text(), PortTraffic::active)
        .containsExactly(tuple("mlx5_0:1", true), tuple("mlx5_1:1", false));
  }

  @Test
  void shouldReadCountersBeyond32Bits() {
    assertThat(ports("mlx5-roce-bond"))
        .containsExactly(
            new PortTraffic(
                new PortId("mlx5_bond_0", 1),
                true,
                Transport.ROCE,
                OptionalLong.of(20_000_000_000L),
                OptionalLong.of(20_000_000_004L),
                OptionalLong.of(25)));
  }

  @Test
  void shouldKnowEfaByItsDriverOrByItsName() {
    assertThat(ports("efa"))
        .containsExactly(
            new PortTraffic(
                new PortId("efa_1", 1), true, Transport.EFA, NOT_TOLD, NOT_TOLD, NOT_TOLD),
            new PortTraffic(
                new PortId("rdmap16s27", 1),
                true,
                Transport.EFA,
                NOT_TOLD,
                NOT_TOLD,
                OptionalLong.of(10)));
  }

  /** 17 packets in and 19 out, of 4096 bytes at most. */
  @Test
  void shouldTakePacketsForAnUpperBoundWhereBytesAreNotCounted() {
    assertThat(ports("soft-roce"))
        .containsExactly(
            new PortTraffic(
                new PortId("rxe0", 1),
                true,
                Transport.ROCE,
                OptionalLong.of(69_632),
                OptionalLong.of(77_824),
                OptionalLong.of(10),
                true));
  }

  @Test
  void shouldNotTakeAnUnansweredCounterForZero() {
    assertThat(ports("no-pma"))
        .containsExactly(
            new PortTraffic(
                new PortId("mthca0", 1), true, Transport.INFINIBAND, NOT_TOLD, NOT_TOLD, NOT_TOLD),
            new PortTraffic(
                new PortId("mthca0", 2),
                true,
                Transport.INFINIBAND,
                OptionalLong.of(1000),
                NOT_TOLD,
                NOT_TOLD),
            new PortTraffic(
                new PortId("mthca0", 10),
                false,
                Transport.INFINIBAND,
                OptionalLong.of(4),
                OptionalLong.of(8),
                NOT_TOLD));
  }

  @Test
  void shouldFindNoPortsWithoutRdma() {
    assertThat(ports("no-rdma")).isEmpty();
  }

  @Test
  void shouldFindNoPortsBelowARootThatIsNotThere() {
    assertThat(new InfinibandClassReader(new HostRoot(directory.resolve("missing"))).traffic(0))
        .isEmpty();
  }

  @Test
  void shouldLeaveOutAPortThatVanishesWhileItIsRead() throws IOException {
    Path ports = directory.resolve("sys/class/infiniband/mlx5_0/ports");
    // The directory is still there, the attributes are gone.
    Files.createDirectories(ports.resolve("1"));
    Files.createDirectories(ports.resolve("2"));
    Files.writeString(ports.resolve("2/state"), "4: ACTIVE\n");

    assertThat(new InfinibandClassReader(new HostRoot(directory)).traffic(0))
        .containsExactly(
            new PortTraffic(
                new PortId("mlx5_0", 2), true, Transport.UNKNOWN, NOT_TOLD, NOT_TOLD, NOT_TOLD));
  }

  @Test
  void shouldLeaveOutWhatIsNoPort() throws IOException {
    Path ports = directory.resolve("sys/class/infiniband/mlx5_0/ports");
    Files.createDirectories(ports.resolve("power"));
    Files.writeString(ports.resolve("power/state"), "4: ACTIVE\n");

    assertThat(new InfinibandClassReader(new HostRoot(directory)).traffic(0)).isEmpty();
  }

  @Test
  void shouldTellWhatADeviceIsAndWhereItSits() {
    assertThat(devices("mlx5-infiniband"))
        .extracting(
            RdmaDevice::name, RdmaDevice::identity, RdmaDevice::place, RdmaDevice::characterDevice)
        .containsExactly(
            tuple(
                "mlx5_0",
                identity("28.39.1002", "MT4129", "MT_0000000838", "a088:c203:0012:3456"),
                place("0000:17:00.0", OptionalInt.of(0)),
                Optional.of(new CharacterDevice("uverbs0", true))),
            tuple(
                "mlx5_1",
                identity("28.39.1002", "MT4129", "MT_0000000838", "a088:c203:0012:3457"),
                place("0000:ca:00.0", OptionalInt.of(1)),
                Optional.of(new CharacterDevice("uverbs1", false))));
  }

  @Test
  void shouldTakeNothingForGrantedOfADeviceOfSoftware() {
    RdmaDevice soft = devices("soft-roce").getFirst();

    assertThat(soft.identity())
        .isEqualTo(
            new RdmaDevice.Identity(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("5054:00ff:fe12:3456")));
    assertThat(soft.place()).isEqualTo(RdmaDevice.Place.UNKNOWN);
    assertThat(soft.ports().getFirst().counters().standard()).isEmpty();
    assertThat(soft.ports().getFirst().counters().hardware())
        .containsKeys("sent_pkts", "rcvd_pkts")
        .doesNotContainKey("lifespan");
    assertThat(soft.ports().getFirst().counters().receivedBytes()).isEmpty();
    assertThat(soft.ports().getFirst().counters().errors())
        .containsExactly(entry("link_downed", 1L));
  }

  @Test
  void shouldTakeAZeroGuidAndNumaNodeForNone() {
    assertThat(devices("no-pma").getFirst().identity().nodeGuid()).isEmpty();
    assertThat(devices("no-pma").getFirst().characterDevice()).isEmpty();
    assertThat(devices("mlx5-roce-bond").getFirst().place().numaNode()).isEmpty();
  }

  @Test
  void shouldKnowAVirtualFunction() throws IOException {
    Path device = directory.resolve("sys/class/infiniband/mlx5_2");
    Files.createDirectories(device.resolve("device/physfn"));

    assertThat(devicesBelow(directory)).singleElement().matches(vf -> vf.place().virtualFunction());
    assertThat(devices("mlx5-infiniband")).noneMatch(pf -> pf.place().virtualFunction());
  }

  @Test
  void shouldReadALink() {
    assertThat(new InfinibandClassReader(Hosts.host("mlx5-infiniband")).links())
        .containsExactly(
            entry(
                new PortId("mlx5_0", 1),
                new PortLink(
                    PortState.ACTIVE,
                    "LinkUp",
                    Optional.of(new LinkRate("400 Gb/sec (4X NDR)", 50_000_000_000L)),
                    LinkLayer.INFINIBAND,
                    OptionalInt.of(17))),
            entry(
                new PortId("mlx5_1", 1),
                new PortLink(
                    PortState.DOWN,
                    "Polling",
                    Optional.of(new LinkRate("10 Gb/sec (4X SDR)", 1_250_000_000L)),
                    LinkLayer.INFINIBAND,
                    OptionalInt.empty())));
  }

  @Test
  void shouldListFilledSlotsOfTheGidTable() {
    assertThat(devices("mlx5-roce-bond").getFirst().ports().getFirst().gids())
        .extracting(Gid::index, Gid::type, Gid::netdev)
        .containsExactly(
            tuple(0, "IB/RoCE v1", Optional.of("bond0")),
            tuple(1, "RoCE v2", Optional.of("bond0")),
            tuple(3, "RoCE v2", Optional.of("bond0")));
    assertThat(devices("mlx5-infiniband").getFirst().ports().getFirst().gids())
        .containsExactly(
            new Gid(0, "fe80:0000:0000:0000:a088:c203:0012:3456", "IB/RoCE v1", Optional.empty()));
  }

  @Test
  void shouldKeepApartErrorsAndSignsOfCongestion() {
    PortCounters counters = devices("mlx5-infiniband").getFirst().ports().getFirst().counters();

    assertThat(counters.errors())
        .containsExactly(
            entry("link_downed", 2L),
            entry("out_of_sequence", 5L),
            entry("port_rcv_errors", 7L),
            entry("symbol_error", 0L));
    assertThat(counters.receivedBytes()).hasValue(1_048_576_000);
    assertThat(counters.lagMillis()).hasValue(10);
  }

  @Test
  void shouldShowTheBytesThatEfaCounts() {
    assertThat(devices("efa"))
        .filteredOn(device -> device.name().equals("rdmap16s27"))
        .singleElement()
        .extracting(device -> device.ports().getFirst().counters())
        .returns(OptionalLong.of(4096), PortCounters::receivedBytes)
        .returns(OptionalLong.of(8192), PortCounters::transmittedBytes);
  }

  @Test
  void shouldKeepACounterWithoutAnAnswerAsOneWithoutAValue() {
    assertThat(devices("no-pma").getFirst().ports().getFirst().counters().standard())
        .containsEntry("port_rcv_data", NOT_TOLD);
  }

  @Test
  void shouldTellAMachineWithoutDriverFromOneWithoutDevice() throws IOException {
    assertThat(new InfinibandClassReader(Hosts.host("no-rdma")).look(0))
        .isInstanceOf(ProbeResult.NotPresent.class);

    Files.createDirectories(directory.resolve("sys/class/infiniband"));

    assertThat(devicesBelow(directory)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "infiniband"})
  void shouldNotTakeAClassThatCannotBeReadForNone(String target) throws IOException {
    HostRoot root = new MadeHost(directory).link("sys/class/infiniband", target).root();

    assertThat(new InfinibandClassReader(root).look(0))
        .isEqualTo(new ProbeResult.Failed<>("/sys/class/infiniband cannot be read"));
  }

  @Test
  void shouldLeaveOutADeviceThatHasVanished() throws IOException {
    Path devices = Files.createDirectories(directory.resolve("sys/class/infiniband"));
    Files.createSymbolicLink(devices.resolve("mlx5_0"), directory.resolve("gone"));
    Files.createDirectories(devices.resolve("mlx5_1"));

    assertThat(devicesBelow(directory)).extracting(RdmaDevice::name).containsExactly("mlx5_1");
  }

  @Test
  void shouldNameDevicesWithoutReadingThem() {
    assertThat(new InfinibandClassReader(Hosts.host("mlx5-infiniband")).names())
        .containsExactly("mlx5_0", "mlx5_1");
    assertThat(new InfinibandClassReader(Hosts.host("no-rdma")).names()).isEmpty();
  }

  /** On a machine with RDMA devices this reads them, on any other it finds none. */
  @Test
  void shouldReadTheMachineThatTheTestRunsOn() {
    InfinibandClassReader reader = new InfinibandClassReader(new HostRoot(Path.of("/")));

    switch (reader.look(0)) {
      case ProbeResult.Observed<List<RdmaDevice>>(List<RdmaDevice> devices) -> {
        assertThat(devices).extracting(RdmaDevice::name).containsExactlyElementsOf(reader.names());
        assertThat(devices.stream().flatMap(device -> device.ports().stream()))
            .extracting(RdmaPort::id)
            .containsExactlyInAnyOrderElementsOf(reader.links().keySet());
        assertThat(devices.stream().flatMap(device -> device.ports().stream()))
            .noneMatch(port -> port.link().state() == PortState.UNKNOWN);
      }
      case ProbeResult.NotPresent<List<RdmaDevice>> none ->
          assertThat(Path.of("/sys/class/infiniband")).doesNotExist();
      case ProbeResult.Failed<List<RdmaDevice>> failed -> throw new AssertionError(failed.reason());
      case ProbeResult.TimedOut<List<RdmaDevice>> late -> throw new AssertionError(late.reason());
    }
  }

  private static List<RdmaDevice> devices(String scenario) {
    return observed(Hosts.host(scenario));
  }

  private static List<RdmaDevice> devicesBelow(Path root) {
    return observed(new HostRoot(root));
  }

  private static List<RdmaDevice> observed(HostRoot root) {
    return switch (new InfinibandClassReader(root).look(0)) {
      case ProbeResult.Observed<List<RdmaDevice>>(List<RdmaDevice> devices) -> devices;
      case ProbeResult<List<RdmaDevice>> other -> throw new AssertionError(other);
    };
  }

  private static RdmaDevice.Identity identity(
      String firmware, String hcaType, String boardId, String guid) {
    return new RdmaDevice.Identity(
        Optional.of(firmware), Optional.of(hcaType), Optional.of(boardId), Optional.of(guid));
  }

  private static RdmaDevice.Place place(String pciAddress, OptionalInt numaNode) {
    return new RdmaDevice.Place(Optional.of(pciAddress), numaNode, Optional.of("mlx5_core"), false);
  }
}
