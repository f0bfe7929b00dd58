package io.kvlane.probes.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.rdma.VerbsDevice.Dmabuf;
import io.kvlane.core.rdma.VerbsDevice.VerbsPort;
import io.kvlane.probes.protocol.LineChannel;
import io.kvlane.probes.protocol.ProbeCommand.InspectedRdma;
import io.kvlane.probes.testing.CCompiler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a library of our own with scripted devices, and against the machine's own. */
class RdmaInspectorTest {

  @TempDir private Path directory;

  private InspectedRdma inspect(String... flags) throws Exception {
    CCompiler.assumeHeader("infiniband/verbs.h", "libibverbs-dev", List.of());
    List<String> all = new ArrayList<>(List.of("-shared", "-fPIC"));
    all.addAll(List.of(flags));
    Path stub = CCompiler.program("verbs_stub.c", directory.resolve("libstub.so"), all);
    return new RdmaInspector(stub.toString()).inspect();
  }

  @Test
  void shouldDescribeDevicesAndSayWhichCannotBeUsed() throws Exception {
    assertThat(inspect().devices())
        .containsExactly(
            new VerbsDevice(
                "stub_0",
                null,
                "28.39.1002",
                Dmabuf.SUPPORTED,
                List.of(
                    new VerbsPort(1, PortState.ACTIVE, LinkLayer.INFINIBAND, 4096),
                    new VerbsPort(2, PortState.DOWN, LinkLayer.INFINIBAND, 1024))),
            new VerbsDevice(
                "stub_1",
                null,
                "28.39.1002",
                Dmabuf.NOT_SUPPORTED,
                List.of(new VerbsPort(1, PortState.ACTIVE, LinkLayer.ETHERNET, 4096))),
            VerbsDevice.unusable("stub_2", "cannot open it: EACCES (errno 13)"),
            VerbsDevice.unusable("stub_3", "ibv_query_device: EIO (errno 5)"));
  }

  @Test
  void shouldDoWithoutDmabufsWhereTheLibraryIsOlder() throws Exception {
    assertThat(inspect("-DNO_DMABUF").devices())
        .first()
        .returns(Dmabuf.NOT_SUPPORTED, VerbsDevice::dmabuf);
  }

  @Test
  void shouldTellAKernelWithoutDevicesFromAFailure() throws Exception {
    InspectedRdma without = inspect("-DNO_DEVICES");
    assertThat(without.devices()).isNull();
    assertThat(without.reason()).isEqualTo("the kernel offers libibverbs no devices");
    assertThat(without.fix()).isNotNull();
  }

  @Test
  void shouldSayWhichErrorTheLibraryGave() throws Exception {
    InspectedRdma failed = inspect("-DFAILS");
    assertThat(failed.devices()).isNull();
    assertThat(failed.reason()).isEqualTo("ibv_get_device_list: EMFILE (errno 24)");
    assertThat(failed.fix()).isNull();
  }

  @Test
  void shouldSayWhatIsMissing() {
    InspectedRdma missing = new RdmaInspector("/nonexistent/libibverbs.so.1").inspect();

    assertThat(missing.devices()).isNull();
    assertThat(missing.reason()).startsWith("cannot load /nonexistent/libibverbs.so.1");
    assertThat(missing.fix()).contains("libibverbs1");
  }

  @Test
  void shouldSayWhichSymbolIsMissing() {
    assertThat(new RdmaInspector("libm.so.6").inspect().reason())
        .isEqualTo("libm.so.6 lacks the symbol ibv_alloc_pd");
  }

  @Test
  void shouldSayHowMuchMemoryThisProcessMayLock() throws Exception {
    String limits = Files.readString(Path.of("/proc/self/limits"));

    assertThat(new RdmaInspector("/nonexistent").inspect().lockedMemory())
        .isNotNull()
        .satisfies(locked ->
            assertThat(limits)
                .containsPattern(
                    "Max locked memory +"
                        + (locked.limitBytes() < 0 ? "unlimited" : locked.limitBytes())));
  }

  @Test
  void shouldCrossTheProtocol() throws Exception {
    InspectedRdma seen = inspect();

    assertThat(LineChannel.read(LineChannel.tree(seen), InspectedRdma.class)).isEqualTo(seen);
  }

  /** On a machine with RDMA devices every one is there; on any other there is a reason. */
  @Test
  void shouldAgreeWithSysfsOnTheMachineThatTheTestRunsOn() throws Exception {
    InspectedRdma seen = new RdmaInspector().inspect();

    if (seen.devices() == null) {
      assertThat(seen.reason()).isNotBlank();
    } else {
      assertThat(seen.devices())
          .allSatisfy(
              device -> assertThat(Path.of("/sys/class/infiniband", device.name())).exists());
    }
  }
}
