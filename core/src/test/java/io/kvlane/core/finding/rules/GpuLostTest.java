package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Machine.GPU_1;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.samples.Function;
import io.kvlane.core.samples.Hosts;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuLostTest {

  private static final String GPU_2 = "0000:c3:00.0";

  @Test
  void shouldFireForAGpuThatNvmlHasLost() {
    assertThat(findings(Machine.seen().gpus(Machine.gpu(0, GPU_0), Machine.gpu(1, GPU_1, true))))
        .containsExactly(
            new Finding(
                "gpu-lost",
                Severity.CRITICAL,
                "GPU-1",
                "GPU GPU-1 is lost to the driver or missing.",
                List.of("NVML: the GPU at 0000:83:00.0 is lost"),
                "Look for Xid errors (dmesg -T | grep -E 'NVRM|Xid'), drain the node and start it"
                    + " cold, and follow runbooks/gpu-lost.md"));
  }

  @Test
  void shouldFireOnceForAGpuThatIsLostAndGoneFromTheBus() {
    assertThat(
            findings(
                Machine.seen()
                    .bus(gpu(GPU_0))
                    .host(Hosts.host().driverGpus(GPU_0, GPU_1))
                    .gpus(Machine.gpu(0, GPU_0), Machine.gpu(1, GPU_1, true))))
        .extracting(Finding::subject)
        .containsExactly("GPU-1");
  }

  @Test
  void shouldFireForAGpuThatTheDriverHasAndTheBusHasNot() {
    assertThat(findings(Machine.seen().bus(gpu(GPU_0)).host(Hosts.host().driverGpus(GPU_0, GPU_1))))
        .singleElement()
        .returns(GPU_1, Finding::subject)
        .returns(Severity.CRITICAL, Finding::severity)
        .returns(
            List.of("the driver has a GPU at 0000:83:00.0, where the PCI bus has nothing"),
            Finding::evidence);
  }

  @Test
  void shouldWarnOfAGpuThatTheDriverDoesNotShow() {
    assertThat(
            findings(
                Machine.seen()
                    .bus(gpu(GPU_0), gpu(GPU_1), gpu(GPU_2))
                    .host(Hosts.host().driverGpus(GPU_0, GPU_1))))
        .singleElement()
        .returns(GPU_2, Finding::subject)
        .returns(Severity.WARNING, Finding::severity)
        .returns(
            List.of(
                "the PCI bus has a GPU at 0000:c3:00.0, but /proc/driver/nvidia/gpus does not have"
                    + " it"),
            Finding::evidence);
  }

  @Test
  void shouldWarnOfAGpuThatNvmlDoesNotShow() {
    assertThat(
            findings(
                Machine.seen()
                    .bus(gpu(GPU_0), gpu(GPU_1), gpu(GPU_2))
                    .gpus(Machine.gpu(0, GPU_0), Machine.gpu(1, GPU_1))))
        .singleElement()
        .returns(
            List.of("the PCI bus has a GPU at 0000:c3:00.0, but NVML does not show it"),
            Finding::evidence);
  }

  @Test
  void shouldNotMissAGpuThatWasGivenToAVirtualMachine() {
    assertThat(
            findings(
                Machine.seen()
                    .bus(
                        gpu(GPU_0),
                        gpu(GPU_1),
                        Function.gpu(GPU_2).driver(Optional.of("vfio-pci")).build())
                    .host(Hosts.host().driverGpus(GPU_0, GPU_1))
                    .gpus(Machine.gpu(0, GPU_0), Machine.gpu(1, GPU_1))))
        .isEmpty();
  }

  @Test
  void shouldNotMissGpusOfWhichAContainerIsShownTheSmallerPart() {
    assertThat(
            findings(
                Machine.seen()
                    .bus(gpu(GPU_0), gpu(GPU_1))
                    .host(Hosts.host().driverGpus(GPU_0))
                    .gpus(Machine.gpu(0, GPU_0))))
        .isEmpty();
  }

  @Test
  void shouldNotMissGpusWithoutADriverNorWithoutAnyLook() {
    assertThat(findings(Machine.seen().bus(gpu(GPU_0), gpu(GPU_1)).host(Hosts.host()))).isEmpty();
    assertThat(findings(Machine.seen())).isEmpty();
  }

  private static PciDevice gpu(String address) {
    return Function.gpu(address).build();
  }

  private static List<Finding> findings(Machine machine) {
    return new GpuLost().evaluate(Snapshots.node().inspection(machine.build()).build(), NOW);
  }
}
