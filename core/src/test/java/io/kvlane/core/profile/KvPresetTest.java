package io.kvlane.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KvPresetTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "LLAMA_3_1_8B,  llama-3.1-8b,  32000, 32768, 1048576000",
    "LLAMA_3_1_70B, llama-3.1-70b, 80000,  4096,  327680000",
    "DEEPSEEK_MLA,  deepseek-mla,   7625, 73728,  562176000",
  })
  void shouldHaveTheDocumentedShape(
      KvPreset preset, String name, int descriptors, int bytes, long total) {
    KvProfile profile = preset.profile();

    assertThat(profile.name()).isEqualTo(name);
    assertThat(profile.shape().descriptors()).isEqualTo(descriptors);
    assertThat(profile.shape().descriptorBytes()).isEqualTo(bytes);
    assertThat(profile.shape().totalBytes()).isEqualTo(total);
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveTheParametersThatItsProfileIsMadeOf(KvPreset preset) {
    KvProfile rebuilt =
        KvProfile.of(
            preset.label(),
            preset.geometry(),
            preset.tensorParallel(),
            preset.blockTokens(),
            KvPreset.DEFAULT_INPUT_TOKENS);

    assertThat(preset.profile()).isEqualTo(rebuilt);
  }
}
