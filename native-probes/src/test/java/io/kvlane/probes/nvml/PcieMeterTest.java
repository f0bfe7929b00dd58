package io.kvlane.probes.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.GpuLibraries;
import io.kvlane.probes.testing.GpuLibraries.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a library of our own, whose GPUs send 3 GB/s and receive 1 GB/s. */
class PcieMeterTest {

  private static final String GPU = "0000:18:00.0";
  private static final Duration LONG = Duration.ofMillis(60);

  @TempDir private Path directory;

  private PcieMeter over(Fault... faults) throws Exception {
    return PcieMeter.start(Optional.of(GpuLibraries.in(directory, faults)), GPU);
  }

  @Test
  void shouldSayTheLargerDirection() throws Exception {
    assertThat(over().stop(LONG)).hasValue(3e9);
  }

  @Test
  void shouldSeeALinkThatStandsStill() throws Exception {
    assertThat(over(Fault.PCIE_IDLE).stop(LONG)).hasValue(0);
  }

  @Test
  void shouldSayNothingOfARunThatIsTooShortToBeSeen() throws Exception {
    assertThat(PcieMeter.sees(LONG.minusNanos(1))).isFalse();
    assertThat(over().stop(LONG.minusNanos(1))).isEmpty();
  }

  @Test
  void shouldSayNothingWhereNvmlDoesNotAnswer() throws Exception {
    assertThat(over(Fault.NVML_SILENT).stop(LONG)).isEmpty();
    assertThat(PcieMeter.start(Optional.of(Path.of("/nonexistent")), GPU).stop(LONG)).isEmpty();
  }
}
