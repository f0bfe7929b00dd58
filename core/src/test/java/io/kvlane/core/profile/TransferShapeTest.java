package io.kvlane.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransferShapeTest {

  private static final TransferShape LLAMA_8B = new TransferShape(64, 500, 32_768);

  @Test
  void shouldMultiplyRegionsBlocksAndBytes() {
    assertThat(LLAMA_8B.descriptors()).isEqualTo(32_000);
    assertThat(LLAMA_8B.totalBytes()).isEqualTo(1_048_576_000);
  }

  @Test
  void shouldCountBytesBeyondTheRangeOfAnInt() {
    assertThat(new TransferShape(4096, 1000, 1 << 30).totalBytes())
        .isEqualTo(4_398_046_511_104_000L);
  }

  @Test
  void shouldBeOneDescriptorWhenContiguous() {
    assertThat(TransferShape.contiguous(5)).isEqualTo(new TransferShape(1, 1, 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0    | 1        | 1          | regions is 0 | 4096
          4097 | 1        | 1          | regions is 4097 | 4096
          1    | 0        | 1          | blocks-per-region is 0 | 10000000
          1    | 10000001 | 1          | blocks-per-region is 10000001 | 10000000
          1    | 1        | 0          | descriptor-bytes is 0 | 1073741824
          1    | 1        | 1073741825 | descriptor-bytes is 1073741825 | 1073741824
          11   | 10000000 | 1          | descriptors is 110000000 | 100000000
          """)
  void shouldNameTheValueThatIsOutOfRange(
      int regions, int blocks, int descriptorBytes, String message, int most) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransferShape(regions, blocks, descriptorBytes))
        .withMessage(message + ", but must be between 1 and " + most);
  }

  @Test
  void shouldStayWholeWhenItFits() {
    assertThat(LLAMA_8B.cappedTo(LLAMA_8B.totalBytes())).isSameAs(LLAMA_8B);
    assertThat(LLAMA_8B.cappedTo(Long.MAX_VALUE)).isSameAs(LLAMA_8B);
  }

  @Test
  void shouldKeepAllRegionsWithFewerBlocksEach() {
    assertThat(LLAMA_8B.cappedTo(64 << 20)).isEqualTo(new TransferShape(64, 32, 32_768));
    assertThat(LLAMA_8B.cappedTo(LLAMA_8B.totalBytes() - 1))
        .isEqualTo(new TransferShape(64, 499, 32_768));
  }

  @Test
  void shouldDropRegionsOnlyWhenNotOneDescriptorOfEachFits() {
    assertThat(LLAMA_8B.cappedTo(64 * 32_768)).isEqualTo(new TransferShape(64, 1, 32_768));
    assertThat(LLAMA_8B.cappedTo(64 * 32_768 - 1)).isEqualTo(new TransferShape(63, 1, 32_768));
    assertThat(LLAMA_8B.cappedTo(32_768)).isEqualTo(new TransferShape(1, 1, 32_768));
  }

  @ParameterizedTest
  @CsvSource({"32767, 28672", "8192, 8192", "8191, 4096", "4096, 4096", "4095, 4095", "1, 1"})
  void shouldCutASingleDescriptorToWholePagesWhereItCan(long cap, int bytes) {
    assertThat(LLAMA_8B.cappedTo(cap)).isEqualTo(TransferShape.contiguous(bytes));
  }

  @Test
  void shouldRefuseACapThatHoldsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LLAMA_8B.cappedTo(0))
        .withMessageStartingWith("max-bytes is 0, but must be between 1 and ");
  }

  @ParameterizedTest
  @MethodSource("randomShapesAndCaps")
  void shouldNeverExceedTheCapNorGrow(TransferShape shape, long cap) {
    TransferShape capped = shape.cappedTo(cap);

    assertThat(capped.totalBytes()).isBetween(1L, Math.min(cap, shape.totalBytes()));
    assertThat(capped.regions()).isLessThanOrEqualTo(shape.regions());
    assertThat(capped.blocksPerRegion()).isLessThanOrEqualTo(shape.blocksPerRegion());
    assertThat(capped.descriptorBytes()).isLessThanOrEqualTo(shape.descriptorBytes());
  }

  @ParameterizedTest
  @MethodSource("randomShapesAndCaps")
  void shouldLeaveNoRoomForAnotherBlockOfEveryRegion(TransferShape shape, long cap) {
    TransferShape capped = shape.cappedTo(cap);

    boolean onlyBlocksWereCut =
        capped.blocksPerRegion() < shape.blocksPerRegion()
            && capped.regions() == shape.regions()
            && capped.descriptorBytes() == shape.descriptorBytes();
    if (onlyBlocksWereCut) {
      long blockOfEveryRegion = (long) shape.regions() * shape.descriptorBytes();
      assertThat(cap - capped.totalBytes()).isLessThan(blockOfEveryRegion);
    }
  }

  static Stream<Object[]> randomShapesAndCaps() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4711);
    return Stream.generate(
            () -> {
              TransferShape shape =
                  new TransferShape(
                      random.nextInt(1, 200), random.nextInt(1, 1000), random.nextInt(1, 300_000));
              // From a byte to the whole transfer, each order of magnitude as often as the others.
              long cap = (long) Math.exp(random.nextDouble() * Math.log(shape.totalBytes() + 1.0));
              return new Object[] {shape, Math.max(1, cap)};
            })
        .limit(100);
  }
}
