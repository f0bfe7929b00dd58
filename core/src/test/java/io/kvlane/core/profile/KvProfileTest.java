package io.kvlane.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KvProfileTest {

  private static final KvGeometry LLAMA_8B = new KvGeometry(32, 8, 128, 2, KvLayout.SPLIT);
  private static final KvGeometry LLAMA_70B = new KvGeometry(80, 8, 128, 2, KvLayout.SPLIT);
  private static final KvGeometry DEEPSEEK = new KvGeometry(61, 1, 576, 2, KvLayout.MLA);

  /** The shapes that vLLM's NixlConnector gives at 8000 tokens in bf16, per rank. */
  @ParameterizedTest(name = "{0}, tensor-parallel {1}, blocks of {2} tokens")
  @CsvSource({
    "llama-8b,  1,  16, 32000,  32768, 1048576000",
    "llama-8b,  4,  16, 32000,   8192,  262144000",
    "llama-8b,  1, 128,  4032, 262144, 1056964608",
    "llama-70b, 4,  16, 80000,   8192,  655360000",
    "llama-70b, 8,  16, 80000,   4096,  327680000",
    "llama-70b, 8, 128, 10080,  32768,  330301440",
    "deepseek,  1,  64,  7625,  73728,  562176000",
    "deepseek,  8,  64,  7625,  73728,  562176000",
    "deepseek,  1,  16, 30500,  18432,  562176000",
  })
  void shouldGiveTheKnownShapeOfAModel(
      String model, int ranks, int blockTokens, int descriptors, int bytes, long total) {
    KvGeometry geometry =
        switch (model) {
          case "llama-8b" -> LLAMA_8B;
          case "llama-70b" -> LLAMA_70B;
          default -> DEEPSEEK;
        };

    TransferShape shape = KvProfile.of(model, geometry, ranks, blockTokens, 8000).shape();

    assertThat(shape.descriptors()).isEqualTo(descriptors);
    assertThat(shape.descriptorBytes()).isEqualTo(bytes);
    assertThat(shape.totalBytes()).isEqualTo(total);
  }

  @Test
  void shouldHalveTheDescriptorsAndDoubleTheirSizeWhenKeysAndValuesArePacked() {
    TransferShape split = KvProfile.of("split", LLAMA_8B, 2, 16, 8000).shape();
    KvGeometry packedGeometry = new KvGeometry(32, 8, 128, 2, KvLayout.PACKED);

    TransferShape packed = KvProfile.of("packed", packedGeometry, 2, 16, 8000).shape();

    assertThat(packed.descriptors()).isEqualTo(split.descriptors() / 2);
    assertThat(packed.descriptorBytes()).isEqualTo(split.descriptorBytes() * 2);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "16, 1", "17, 2", "32, 2", "33, 3"})
  void shouldTakeAWholeBlockForTheLastTokens(int inputTokens, int blocks) {
    TransferShape shape = KvProfile.of("tail", LLAMA_8B, 1, 16, inputTokens).shape();

    assertThat(shape.blocksPerRegion()).isEqualTo(blocks);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0    | 16   | 8000     | tensor-parallel is 0, but must be between 1 and 1024
          1025 | 16   | 8000     | tensor-parallel is 1025, but must be between 1 and 1024
          1    | 0    | 8000     | block-tokens is 0, but must be between 1 and 4096
          1    | 4097 | 8000     | block-tokens is 4097, but must be between 1 and 4096
          1    | 16   | 0        | input-tokens is 0, but must be between 1 and 10000000
          1    | 16   | 10000001 | input-tokens is 10000001, but must be between 1 and 10000000
          """)
  void shouldNameTheParameterThatIsOutOfRange(
      int ranks, int blockTokens, int inputTokens, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KvProfile.of("broken", LLAMA_8B, ranks, blockTokens, inputTokens))
        .withMessage(message);
  }

  @Test
  void shouldAcceptTheLargestParameters() {
    KvGeometry small = new KvGeometry(1, 1, 1, 1, KvLayout.SPLIT);

    assertThat(KvProfile.of("wide", small, 1024, 4096, 10_000_000).shape().blocksPerRegion())
        .isEqualTo(2442);
  }

  @Test
  void shouldRefuseDescriptorsThatNoBufferHolds() {
    KvGeometry huge = new KvGeometry(1, 1024, 8192, 8, KvLayout.SPLIT);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KvProfile.of("huge", huge, 1, 4096, 8000))
        .withMessage("descriptor-bytes is 274877906944, but must be between 1 and 1073741824");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "llama-3.1-8b", "0", "a234567890123456789012345678901234567890"})
  void shouldAcceptNamesThatFitALabel(String name) {
    assertThat(new KvProfile(name, TransferShape.contiguous(1)).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        ".a",
        "Llama",
        "a b",
        "a_b",
        "a\n",
        "a2345678901234567890123456789012345678901"
      })
  void shouldRefuseNamesThatDoNotFitALabel(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KvProfile(name, TransferShape.contiguous(1)))
        .withMessage(
            "profile name '%s' must be lower-case letters, digits, dots and dashes, at most 40",
            name);
  }
}
