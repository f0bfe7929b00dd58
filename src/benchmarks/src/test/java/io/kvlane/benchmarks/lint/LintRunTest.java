package io.kvlane.benchmarks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LintRunTest {

  @Test
  void shouldReadThePeak() {
    assertThat(
            LintRun.parsePeak(List.of("VmPeak:\t  999 kB", "VmHWM:\t   2048 kB", "VmRSS:\t 9 kB")))
        .isEqualTo(2 << 20);
  }

  @Test
  void shouldReadNothingOfAProcessThatHasEnded() {
    assertThat(LintRun.parsePeak(List.of("Name:\tjava", "State:\tZ (zombie)"))).isZero();
  }

  @Test
  void shouldLetPrefillAndDecodeOfAModelTakeTurns() {
    assertThat(Manifests.document(6)).contains("name: model-3-prefill\n", "value: inf\n");
    assertThat(Manifests.document(7)).contains("name: model-3-decode\n", "value: tcp\n");
  }
}
