package io.kvlane.probes.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.CConstant;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares every number of CUDA with what its header says, and with what our stub takes it for. */
class CudaConstantsTest {

  @TempDir private Path directory;

  @Test
  void shouldHaveTheNumbersOfTheHeader() throws Exception {
    CCompiler.assumeHeader("cuda.h", "nvidia-cuda-dev", List.of());
    shouldBeWhatIsPrinted(List.of("-DREAL_HEADER"));
  }

  @Test
  void shouldHaveTheNumbersOfTheStub() throws Exception {
    shouldBeWhatIsPrinted(List.of());
  }

  private void shouldBeWhatIsPrinted(List<String> flags) throws Exception {
    List<CConstant> printed =
        CConstant.printedBy("cuda_constants.c", directory.resolve("constants"), flags);

    assertThat(printed)
        .filteredOn(constant -> !constant.holdsIn(List.of(CudaConstants.class)))
        .isEmpty();
    assertThat(printed)
        .extracting(CConstant::name)
        .containsAll(CConstant.allOf(CudaConstants.class).toList());
  }
}
