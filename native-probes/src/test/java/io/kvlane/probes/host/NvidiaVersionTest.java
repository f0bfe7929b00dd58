package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.gpu.Support;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NvidiaVersionTest {

  private static final String OPEN =
      "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build  (dvs)";

  @ParameterizedTest
  @CsvSource({
    OPEN + ", 570.86.15, YES",
    "NVRM version: NVIDIA UNIX Open Kernel Module for aarch64  580.65  Release Build, 580.65, YES",
    "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023,"
        + " 535.104.05, NO"
  })
  void shouldTellTheOpenModuleFromTheOther(String line, String version, Support open) {
    Optional<NvidiaVersion> driver = NvidiaVersion.parse(line + "\nGCC version:  gcc 11.4.0");

    assertThat(driver.orElseThrow().version().text()).isEqualTo(version);
    assertThat(NvidiaVersion.open(driver)).isEqualTo(open);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GCC version:  gcc 11.4.0",
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64",
        // Cut off, so the rest of the version is not known.
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.8",
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  many  Release Build"
      })
  void shouldNotMakeUpADriver(String text) {
    assertThat(NvidiaVersion.parse(text)).isEmpty();
  }

  @Test
  void shouldNotKnowWhichModuleANodeWithoutDriverHas() {
    assertThat(NvidiaVersion.open(Optional.empty())).isEqualTo(Support.UNKNOWN);
  }
}
