package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UcxTlsNoCudaTest {

  private final UcxTlsNoCuda rule = new UcxTlsNoCuda();

  @Test
  void shouldFireWhereAListLeavesGpuMemoryOut() {
    assertThat(
            Judged.by(rule, Workers.decode().env("UCX_TLS", "rc,dc"), Places.files())
                .mistake()
                .fix())
        .startsWith("Add cuda_copy and cuda_ipc: UCX_TLS=rc,dc,cuda_copy,cuda_ipc");
  }

  @Test
  void shouldFireWhereGpuMemoryIsExcluded() {
    assertThat(
            Judged.by(rule, Workers.decode().env("UCX_TLS", "^cuda"), Places.files())
                .mistake()
                .fix())
        .startsWith("Take cuda");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rc,cuda_copy", "rc,cuda_ipc", "rc,cuda", "all", "^cuda_ipc", "^tcp"})
  void shouldBeSilentWhereOneIsLeft(String value) {
    Judged.by(rule, Workers.decode().env("UCX_TLS", value), Places.files()).shouldBeSilent();
  }

  @Test
  void shouldNotTellWhatComesFromElsewhere() {
    assertThat(Judged.by(rule, Workers.decode().configMap("UCX_TLS"), Places.files()).unknown())
        .contains("from elsewhere");
  }
}
