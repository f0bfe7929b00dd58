package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.pci.Acs;
import io.kvlane.core.pci.Distance;
import io.kvlane.core.pci.Iommu;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciLink;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.snapshot.ProbeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PciBusReaderTest {

  private static final String BELOW = "pci0000:15/0000:15:01.0";
  private static final String GPU = "0000:18:00.0";

  @TempDir private Path directory;

  private static PciTree tree(HostRoot root) {
    return Hosts.observed(new PciBusReader(root).look());
  }

  private static PciTree tree(String scenario) {
    return tree(Hosts.host(scenario));
  }

  private static PciDevice at(PciTree tree, String address) {
    return tree.at(address).orElseThrow(() -> new AssertionError("nothing at " + address));
  }

  private MadeHost gpu() throws IOException {
    return new MadeHost(directory).function(BELOW, GPU, "0x030200", "0x10de");
  }

  private PciDevice madeGpu() {
    return at(tree(new HostRoot(directory)), GPU);
  }

  /** Distances from a GPU to all NICs, in the order of their names. */
  private static String distances(String scenario, String gpu) {
    PciTree tree = tree(scenario);
    return Hosts.observed(new InfinibandClassReader(Hosts.host(scenario)).look(0)).stream()
        .map(nic -> at(tree, nic.place().pciAddress().orElseThrow()))
        .map(nic -> Distance.between(at(tree, gpu), nic).map(Distance::label).orElse("unknown"))
        .collect(Collectors.joining(" "));
  }

  @Test
  void shouldReadAGpuBehindASwitch() {
    assertThat(at(tree("h100-infiniband"), "0000:1b:00.0"))
        .isEqualTo(
            new PciDevice(
                address("0000:1b:00.0"),
                Optional.of(new PciDevice.Ids(0x10de, 0x2330, 0x030200)),
                Optional.of("nvidia"),
                OptionalInt.of(0),
                Optional.of(new PciLink(32, 16)),
                Optional.of(new PciLink(32, 16)),
                Optional.of("pci0000:15"),
                List.of(address("0000:15:01.0"), address("0000:16:00.0"), address("0000:17:01.0")),
                Acs.UNKNOWN,
                Iommu.PASSTHROUGH));
  }

  @Test
  void shouldReadTheBridgesAboveGpusAndNetworkControllersOnly() {
    PciTree tree = tree("h100-infiniband");

    assertThat(tree.nvidiaGpus()).hasSize(8);
    assertThat(tree.functions()).hasSize(8 + 8 + 8 * 4);
    assertThat(at(tree, "0000:17:01.0"))
        .returns(Acs.DIRECT, PciDevice::acs)
        .returns(Optional.of("pcieport"), PciDevice::driver)
        .returns(List.of(address("0000:15:01.0"), address("0000:16:00.0")), PciDevice::bridges);
  }

  @ParameterizedTest
  @CsvSource({
    "0000:1b:00.0, PIX NODE NODE NODE SYS SYS SYS SYS",
    "0000:61:00.0, NODE NODE NODE PIX SYS SYS SYS SYS",
    "0000:9d:00.0, SYS SYS SYS SYS PIX NODE NODE NODE",
    "0000:df:00.0, SYS SYS SYS SYS NODE NODE NODE PIX"
  })
  void shouldGiveEveryGpuOfAnH100NodeANicBehindItsOwnSwitch(String gpu, String expected) {
    for (String scenario : List.of("h100-infiniband", "h100-degraded")) {
      assertThat(distances(scenario, gpu)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "roce-dual-port, 0000:40:00.0, PXB PXB SYS SYS",
    "roce-dual-port, 0000:b1:00.0, SYS SYS PHB PHB",
    "p5-efa, 0000:53:00.0, SYS SYS SYS SYS PIX PIX PIX PIX",
    "gb200-dmabuf, 0008:01:00.0, NODE NODE SYS SYS",
    "gb200-dmabuf, 0019:01:00.0, SYS SYS NODE NODE"
  })
  void shouldTellHowFarNicsAreFromAGpu(String scenario, String gpu, String expected) {
    assertThat(distances(scenario, gpu)).isEqualTo(expected);
  }

  @Test
  void shouldSeeALinkThatIsNarrowerThanItCouldBe() {
    PciDevice slow = at(tree("h100-degraded"), "0000:c0:00.0");

    assertThat(slow.link()).contains(new PciLink(32, 8));
    assertThat(slow.link().orElseThrow().isBelow(slow.maxLink().orElseThrow())).isTrue();
  }

  @Test
  void shouldSeeWhatRedirectsPeerToPeer() {
    PciTree tree = tree("roce-dual-port");
    PciDevice gpu = at(tree, "0000:40:00.0");

    assertThat(tree.bridgesBetween(gpu, at(tree, "0000:3d:00.0")))
        .extracting(PciDevice::acs)
        .contains(Acs.REDIRECTS);
    assertThat(gpu.iommu()).isEqualTo(Iommu.TRANSLATES);
  }

  @Test
  void shouldNotKnowAccessControlWithoutTheRightToReadIt() {
    PciTree tree = tree("p5-efa");

    assertThat(tree.functions().values()).extracting(PciDevice::acs).containsOnly(Acs.UNKNOWN);
    assertThat(at(tree, "0000:4f:00.0"))
        .returns(Iommu.OFF, PciDevice::iommu)
        .matches(efa -> efa.ids().orElseThrow().isEfa());
  }

  @Test
  void shouldNotTakeALinkOfNoWidthForOne() {
    PciDevice gpu = at(tree("gb200-dmabuf"), "0008:01:00.0");

    assertThat(gpu.link()).isEmpty();
    assertThat(gpu.maxLink()).isEmpty();
  }

  @Test
  void shouldPutADeviceOnTheOnlyNodeThereIs() throws IOException {
    assertThat(at(tree("no-rdma"), "0000:00:03.0").numaNode()).isEqualTo(OptionalInt.of(0));

    MadeHost host =
        gpu()
            .file("sys/devices/" + BELOW + "/" + GPU + "/numa_node", "-1")
            .directory("sys/devices/system/node/node1")
            .file("sys/devices/system/node/possible", "0-1");
    assertThat(madeGpu().numaNode()).isEqualTo(OptionalInt.of(1));

    host.directory("sys/devices/system/node/node0");
    assertThat(madeGpu().numaNode()).isEmpty();
  }

  @Test
  void shouldNotPutADeviceOnANodeThatItDoesNotName() throws IOException {
    gpu().directory("sys/devices/system/node/node0");

    assertThat(madeGpu().numaNode()).isEmpty();
  }

  @Test
  void shouldStayBelowTheRootWhereLinksAreAbsolute() throws IOException {
    gpu()
        .link("sys/devices/" + BELOW + "/" + GPU + "/driver", "/sys/bus/pci/drivers/nvidia")
        .link("sys/devices/" + BELOW + "/" + GPU + "/iommu_group", "/sys/kernel/iommu_groups/7")
        .file("sys/kernel/iommu_groups/7/type", "DMA");
    Path entry = directory.resolve("sys/bus/pci/devices").resolve(GPU);
    Files.delete(entry);
    Files.createSymbolicLink(entry, Path.of("/sys/devices", BELOW, GPU));

    assertThat(madeGpu())
        .returns(Optional.of("pci0000:15"), PciDevice::hostBridge)
        .returns(Optional.of("nvidia"), PciDevice::driver)
        .returns(Iommu.TRANSLATES, PciDevice::iommu);
  }

  @Test
  void shouldKeepAFunctionOfWhichNothingCanBeRead() throws IOException {
    new MadeHost(directory)
        .link("sys/bus/pci/devices/" + GPU, "../../../devices/" + BELOW + "/" + GPU)
        .link("sys/bus/pci/devices/0000:19:00.0", "0000:19:00.0")
        .link("sys/bus/pci/devices/0000:1a:00.0", "../../../../../0000:1a:00.0")
        .link("sys/bus/pci/devices/0000:1b:00.0", "../../../devices/elsewhere")
        .file("sys/bus/pci/devices/0000:1c:00.0", "a file")
        .directory("sys/bus/pci/devices/0000:1d:00.0/class")
        .file("sys/devices/elsewhere/class", "0x030200")
        .directory("sys/bus/pci/devices/power");
    PciTree tree = tree(new HostRoot(directory));

    assertThat(tree.functions().keySet())
        .extracting(PciAddress::text)
        .containsExactly(
            "0000:15:01.0",
            GPU,
            "0000:19:00.0",
            "0000:1a:00.0",
            "0000:1b:00.0",
            "0000:1c:00.0",
            "0000:1d:00.0");
    assertThat(tree.functions().values())
        .allMatch(function -> function.ids().isEmpty())
        .allMatch(function -> function.iommu() == Iommu.UNKNOWN)
        .filteredOn(function -> function.hostBridge().isPresent())
        .hasSize(2);
  }

  @Test
  void shouldKnowABridgeThatDoesNotTellItsClass() throws IOException {
    gpu()
        .link("sys/bus/pci/devices/0000:15:01.0", "../../../devices/" + BELOW)
        .file("sys/devices/" + BELOW + "/config", new byte[4096]);

    assertThat(at(tree(new HostRoot(directory)), "0000:15:01.0").acs()).isEqualTo(Acs.DIRECT);
  }

  @Test
  void shouldKeepADisplayControllerThatDoesNotTellWhoseItIs() throws IOException {
    MadeHost host = gpu();
    host.function(BELOW, "0000:19:00.0", "0x030000", "0x1a03")
        .function(BELOW, "0000:1a:00.0", "0x030000", "")
        .function(BELOW, "0000:1b:00.0", "0x010802", "0x10de");

    assertThat(tree(host.root()).functions().keySet())
        .extracting(PciAddress::text)
        .containsExactly("0000:15:01.0", GPU, "0000:1a:00.0");
  }

  @Test
  void shouldKnowABridgeOfWhichNothingCanBeReadByItsPlace() throws IOException {
    gpu();

    assertThat(at(tree(new HostRoot(directory)), "0000:15:01.0"))
        .returns(Optional.empty(), PciDevice::ids)
        .returns(Optional.of("pci0000:15"), PciDevice::hostBridge)
        .returns(Acs.UNKNOWN, PciDevice::acs);
  }

  @Test
  void shouldNotKnowThePlaceOfAFunctionThatIsListedWithoutLink() throws IOException {
    new MadeHost(directory)
        .file("sys/bus/pci/devices/" + GPU + "/class", "0x030200")
        .file("sys/bus/pci/devices/" + GPU + "/vendor", "0x10de");

    assertThat(madeGpu())
        .returns(Optional.empty(), PciDevice::hostBridge)
        .returns(List.of(), PciDevice::bridges);
  }

  @Test
  void shouldNotTakeADriverFromALinkThatLeadsElsewhere() throws IOException {
    gpu().link("sys/devices/" + BELOW + "/" + GPU + "/driver", "nowhere");

    assertThat(madeGpu().driver()).isEmpty();
  }

  @Test
  void shouldTakeAnIommuForOffOnlyWhereTheKernelHasNoGroups() throws IOException {
    MadeHost host = gpu();
    assertThat(madeGpu().iommu()).isEqualTo(Iommu.UNKNOWN);

    host.directory("sys/kernel/iommu_groups");
    assertThat(madeGpu().iommu()).isEqualTo(Iommu.OFF);

    host.directory("sys/kernel/iommu_groups/0");
    assertThat(madeGpu().iommu()).isEqualTo(Iommu.UNKNOWN);

    host.file("sys/devices/" + BELOW + "/" + GPU + "/iommu_group", "0");
    assertThat(madeGpu().iommu()).isEqualTo(Iommu.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "identity, PASSTHROUGH",
    "DMA, TRANSLATES",
    "DMA-FQ, TRANSLATES",
    "blocked, UNKNOWN",
    "'', UNKNOWN"
  })
  void shouldTellWhatAnIommuDoes(String type, Iommu expected) {
    assertThat(IommuGroups.parse(type)).isEqualTo(expected);
  }

  @Test
  void shouldSayThatAMachineHasNoPciBus() {
    assertThat(new PciBusReader(new HostRoot(directory)).look())
        .isInstanceOf(ProbeResult.NotPresent.class);
  }

  @Test
  void shouldNotTakeABusThatCannotBeReadForNone() throws IOException {
    HostRoot root = new MadeHost(directory).link("sys/bus/pci/devices", "devices").root();

    assertThat(new PciBusReader(root).look())
        .isEqualTo(new ProbeResult.Failed<>("/sys/bus/pci/devices cannot be read"));
  }

  /** On a machine with a PCI bus this reads it, on any other it says that there is none. */
  @Test
  void shouldReadTheMachineThatTheTestRunsOn() {
    Path devices = Path.of("/sys/bus/pci/devices");
    ProbeResult<PciTree> result = new PciBusReader(new HostRoot(Path.of("/"))).look();

    if (Files.isDirectory(devices)) {
      assertThat(Hosts.observed(result).functions().keySet())
          .allSatisfy(address -> assertThat(devices.resolve(address.text())).exists());
    } else {
      assertThat(result).isInstanceOf(ProbeResult.NotPresent.class);
    }
  }

  private static PciAddress address(String text) {
    return PciAddress.parse(text).orElseThrow();
  }
}
