package io.kvlane.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvGeometryTest {

  @ParameterizedTest
  @CsvSource({"SPLIT, 64", "PACKED, 32", "MLA, 32"})
  void shouldCountTheRegionsOfALayout(KvLayout layout, int regions) {
    assertThat(new KvGeometry(32, 8, 128, 2, layout).regions()).isEqualTo(regions);
  }

  @ParameterizedTest(name = "{0} on {1} ranks")
  @CsvSource({
    "SPLIT,  1, 2048",
    "SPLIT,  2, 1024",
    "SPLIT,  8,  256",
    "SPLIT, 16,  256",
    "PACKED, 1, 4096",
    "PACKED, 8,  512",
    "MLA,    1,  256",
    "MLA,    3,  256",
    "MLA,    8,  256",
  })
  void shouldShareHeadsAmongRanksButNeverLessThanOne(KvLayout layout, int ranks, int bytes) {
    assertThat(new KvGeometry(32, 8, 128, 2, layout).bytesPerToken(ranks)).isEqualTo(bytes);
  }

  @Test
  void shouldRefuseRanksThatDoNotShareTheHeadsEvenly() {
    KvGeometry geometry = new KvGeometry(32, 8, 128, 2, KvLayout.SPLIT);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> geometry.bytesPerToken(3))
        .withMessage(
            "tensor-parallel 3 does not share 8 key-value heads evenly:"
                + " use a divisor or a multiple");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0    | 8    | 128  | 2 | layers is 0, but must be between 1 and 1024
          1025 | 8    | 128  | 2 | layers is 1025, but must be between 1 and 1024
          32   | 0    | 128  | 2 | kv-heads is 0, but must be between 1 and 1024
          32   | 1025 | 128  | 2 | kv-heads is 1025, but must be between 1 and 1024
          32   | 8    | 0    | 2 | head-elements is 0, but must be between 1 and 8192
          32   | 8    | 8193 | 2 | head-elements is 8193, but must be between 1 and 8192
          32   | 8    | 128  | 0 | element-bytes is 0, but must be between 1 and 8
          32   | 8    | 128  | 9 | element-bytes is 9, but must be between 1 and 8
          """)
  void shouldNameTheValueThatIsOutOfRange(
      int layers, int heads, int headElements, int elementBytes, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KvGeometry(layers, heads, headElements, elementBytes, KvLayout.SPLIT))
        .withMessage(message);
  }

  @Test
  void shouldAcceptTheSmallestAndTheLargestValues() {
    assertThat(new KvGeometry(1, 1, 1, 1, KvLayout.SPLIT).bytesPerToken(1)).isEqualTo(1);
    assertThat(new KvGeometry(1024, 1024, 8192, 8, KvLayout.PACKED).bytesPerToken(1))
        .isEqualTo(134_217_728);
  }
}
