package io.kvlane.probes.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.CConstant;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares every number of NVML with what its header says, and with what our stub takes it for. */
class NvmlLayoutTest {

  @TempDir private Path directory;

  @Test
  void shouldHaveTheLayoutsOfTheHeader() throws Exception {
    CCompiler.assumeHeader("nvml.h", "nvidia-cuda-dev", List.of());
    shouldBeWhatIsPrinted(List.of("-DREAL_HEADER"));
  }

  @Test
  void shouldHaveTheLayoutsOfTheStub() throws Exception {
    shouldBeWhatIsPrinted(List.of());
  }

  private void shouldBeWhatIsPrinted(List<String> flags) throws Exception {
    List<CConstant> printed =
        CConstant.printedBy("nvml_layouts.c", directory.resolve("layouts"), flags);

    assertThat(printed)
        .filteredOn(constant -> !constant.holdsIn(List.of(NvmlLayout.class)))
        .isEmpty();
    assertThat(printed)
        .extracting(CConstant::name)
        .containsAll(CConstant.allOf(NvmlLayout.class).toList());
  }
}
