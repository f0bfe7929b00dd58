package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.host.HostFacts;
import io.kvlane.core.host.KernelModule;
import io.kvlane.core.host.RdmaNamespaces;
import io.kvlane.core.host.Version;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.snapshot.ProbeResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostFactsReaderTest {

  @TempDir private Path directory;

  private static HostFacts facts(HostRoot root) {
    return Hosts.observed(new HostFactsReader(root).look());
  }

  private static HostFacts facts(String scenario) {
    return facts(Hosts.host(scenario));
  }

  @ParameterizedTest
  @CsvSource({
    "h100-infiniband, 5.15.0-1063-nvidia, ubuntu 22.04, 550.90.07, YES, 8, SHARED",
    "h100-degraded, 5.15.0-1063-nvidia, ubuntu 22.04, 550.90.07, YES, 8, SHARED",
    "roce-dual-port, 5.15.0-119-generic, ubuntu 22.04, 535.183.01, NO, 2, SHARED",
    "p5-efa, 6.8.0-1021-aws, ubuntu 24.04, 570.133.20, YES, 2, SHARED",
    "gb200-dmabuf, 6.8.0-1021-nvidia-64k, ubuntu 24.04, 570.124.06, YES, 4, SHARED",
    "no-pma, 4.18.0-553.el8_10.x86_64, rocky 8.10, , UNKNOWN, 0, EXCLUSIVE",
    "no-rdma, 6.1.0-28-amd64, debian 12, , UNKNOWN, 0, UNKNOWN"
  })
  void shouldReadTheHost(
      String scenario,
      String kernel,
      String distribution,
      String driver,
      Support open,
      int gpus,
      RdmaNamespaces namespaces) {
    HostFacts facts = facts(scenario);

    assertThat(facts.kernel().map(Version::text)).contains(kernel);
    assertThat(facts.distribution()).contains(distribution);
    assertThat(facts.gpuDriver().map(Version::text)).isEqualTo(Optional.ofNullable(driver));
    assertThat(facts.openGpuModule()).isEqualTo(open);
    assertThat(facts.driverGpus()).hasSize(gpus);
    assertThat(facts.rdmaNamespaces()).isEqualTo(namespaces);
  }

  @Test
  void shouldListTheModulesThatAreLoaded() {
    assertThat(facts("h100-infiniband").modules().orElseThrow())
        .containsExactly(
            entry("gdrdrv", new KernelModule("gdrdrv", Optional.of("2.4.4"))),
            entry("ib_core", new KernelModule("ib_core", Optional.empty())),
            entry("ib_uverbs", new KernelModule("ib_uverbs", Optional.empty())),
            entry("mlx5_core", new KernelModule("mlx5_core", Optional.of("24.10-1.1.4"))),
            entry("mlx5_ib", new KernelModule("mlx5_ib", Optional.of("24.10-1.1.4"))),
            entry("nvidia", new KernelModule("nvidia", Optional.of("550.90.07"))),
            entry("nvidia_peermem", new KernelModule("nvidia_peermem", Optional.of("550.90.07"))));
    assertThat(facts("p5-efa").module("efa"))
        .contains(new KernelModule("efa", Optional.of("3.0.0g")));
    assertThat(facts("gb200-dmabuf").hasModule("nvidia_peermem")).isEqualTo(Support.NO);
    assertThat(facts("no-rdma").modules().orElseThrow()).isEmpty();
  }

  @Test
  void shouldListPeersOfTheRdmaCore() {
    assertThat(facts("h100-infiniband").memoryPeers()).contains(List.of("nv_mem"));
    assertThat(facts("gb200-dmabuf").memoryPeers()).isEmpty();
  }

  @Test
  void shouldListTheGpusOfTheDriver() {
    assertThat(facts("gb200-dmabuf").driverGpus())
        .extracting(PciAddress::text)
        .containsExactly("0008:01:00.0", "0009:01:00.0", "0018:01:00.0", "0019:01:00.0");
  }

  @Test
  void shouldSayWhichDeviceFilesAreThere() {
    assertThat(facts("p5-efa").deviceFiles())
        .containsExactly(
            entry("gdrdrv", true), entry("infiniband/rdma_cm", true), entry("nvidiactl", true));
    assertThat(facts("no-rdma").hasDeviceFile("gdrdrv")).isEqualTo(Support.NO);
    assertThat(facts("no-pma").hasDeviceFile("gdrdrv")).isEqualTo(Support.UNKNOWN);
  }

  @Test
  void shouldNotTakeADirectoryForADeviceFile() throws IOException {
    HostRoot root = new MadeHost(directory).directory("sys").directory("dev/gdrdrv").root();

    assertThat(facts(root).hasDeviceFile("gdrdrv")).isEqualTo(Support.NO);
  }

  @Test
  void shouldSayNothingOfAHostThatIsNotThere() {
    assertThat(new HostFactsReader(new HostRoot(directory)).look())
        .isEqualTo(new ProbeResult.Failed<>("there is neither sys nor proc below " + directory));
  }

  @Test
  void shouldNotKnowWhatAnEmptyHostDoesNotSay() throws IOException {
    HostFacts facts =
        facts(new MadeHost(directory).directory("sys/module").directory("proc").root());

    assertThat(facts.kernel()).isEmpty();
    assertThat(facts.distribution()).isEmpty();
    assertThat(facts.modules()).isEmpty();
    assertThat(facts.memoryPeers()).isEmpty();
    assertThat(facts.gpuDriver()).isEmpty();
    assertThat(facts.openGpuModule()).isEqualTo(Support.UNKNOWN);
    assertThat(facts.driverGpus()).isEmpty();
    assertThat(facts.rdmaNamespaces()).isEqualTo(RdmaNamespaces.UNKNOWN);
    assertThat(facts.deviceFiles()).isEmpty();
    assertThat(facts.sharedMemoryBytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6", "linux", "-6.8", "\u0000"})
  void shouldNotTakeEverythingForARelease(String text) throws IOException {
    HostRoot root = new MadeHost(directory).file("proc/sys/kernel/osrelease", text).root();

    assertThat(facts(root).kernel()).isEmpty();
  }

  @Test
  void shouldTakeAModuleForLoadedOnlyWhereItHasADirectory() throws IOException {
    HostRoot root =
        new MadeHost(directory)
            .file("sys/module/nvidia_peermem", "550.90.07")
            .link("sys/module/nv_peer_mem", "gone")
            .link("sys/module/efa", "efa")
            .file("sys/module/gdrdrv/version", "two words")
            .root();

    assertThat(facts(root).modules().orElseThrow())
        .containsExactly(entry("gdrdrv", new KernelModule("gdrdrv", Optional.empty())));
  }

  @Test
  void shouldNotTakeAPeerForRegisteredThatIsNoDirectory() throws IOException {
    HostRoot root =
        new MadeHost(directory)
            .link("sys/kernel/mm/memory_peers/nv_mem", "gone")
            .file("sys/kernel/mm/memory_peers/amd", "1")
            .root();

    assertThat(facts(root).memoryPeers()).contains(List.of());
  }

  @Test
  void shouldNotTakeTheDiskForSharedMemory() throws IOException {
    HostRoot root = new MadeHost(directory).directory("sys").directory("dev/shm").root();

    assertThat(facts(root).sharedMemoryBytes()).isEmpty();
  }

  /** On any Linux this reads what the machine says. */
  @Test
  void shouldReadTheMachineThatTheTestRunsOn() {
    HostFacts facts = facts(new HostRoot(Path.of("/")));

    assertThat(facts.kernel().map(Version::text)).contains(System.getProperty("os.version"));
    assertThat(facts.modules()).isPresent();
    assertThat(facts.deviceFiles()).hasSameSizeAs(HostFacts.DEVICE_FILES);
  }
}
