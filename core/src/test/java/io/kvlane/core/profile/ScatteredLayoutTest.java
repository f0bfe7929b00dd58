package io.kvlane.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScatteredLayoutTest {

  private static final int REGIONS = 4;
  private static final int BLOCKS = 500;
  private static final int BYTES = 4096;
  private static final TransferShape SHAPE = new TransferShape(REGIONS, BLOCKS, BYTES);

  private final ScatteredLayout layout = new ScatteredLayout(SHAPE, 7);

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 0", "1, 2, 3, -1", "3, 1, 4096, 5", "64, 500, 32768, 1234567890123"})
  void shouldUseEveryPlaceOfBothBuffersExactlyOnce(
      int regions, int blocks, int descriptorBytes, long seed) {
    TransferShape shape = new TransferShape(regions, blocks, descriptorBytes);
    ScatteredLayout any = new ScatteredLayout(shape, seed);
    long[] everyPlace =
        LongStream.range(0, shape.descriptors()).map(place -> place * descriptorBytes).toArray();

    assertThat(offsets(shape, any::initiatorOffset).sorted().toArray()).isEqualTo(everyPlace);
    assertThat(offsets(shape, any::responderOffset).sorted().toArray()).isEqualTo(everyPlace);
  }

  @Test
  void shouldGoRegionByRegionWithTheSameBlockNumbersInEach() {
    long regionBytes = (long) BLOCKS * BYTES;
    for (int descriptor = 0; descriptor < SHAPE.descriptors(); descriptor++) {
      int region = descriptor / BLOCKS;
      int inFirstRegion = descriptor % BLOCKS;
      assertThat(layout.initiatorOffset(descriptor))
          .isEqualTo(region * regionBytes + layout.initiatorOffset(inFirstRegion));
      assertThat(layout.responderOffset(descriptor))
          .isEqualTo(region * regionBytes + layout.responderOffset(inFirstRegion));
    }
  }

  @Test
  void shouldLayOutTheTwoSidesDifferently() {
    long samePlace =
        IntStream.range(0, BLOCKS)
            .filter(block -> layout.initiatorOffset(block) == layout.responderOffset(block))
            .count();

    assertThat(samePlace).isLessThan(BLOCKS / 50);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 7, Long.MIN_VALUE})
  void shouldScatterBlocksAllOverTheirRegion(long seed) {
    ScatteredLayout any = new ScatteredLayout(SHAPE, seed);

    for (IntToLongFunction side :
        new IntToLongFunction[] {any::initiatorOffset, any::responderOffset}) {
      long followingTheirNeighbour =
          IntStream.range(1, BLOCKS)
              .filter(block -> side.applyAsLong(block) == side.applyAsLong(block - 1) + BYTES)
              .count();
      double meanMove =
          IntStream.range(0, BLOCKS)
              .mapToLong(block -> Math.abs(side.applyAsLong(block) / BYTES - block))
              .average()
              .orElseThrow();
      assertThat(followingTheirNeighbour).isLessThan(BLOCKS / 50);
      // A random permutation moves a block by a third of the region on average.
      assertThat(meanMove).isBetween(BLOCKS / 4.0, BLOCKS / 2.5);
    }
  }

  @Test
  void shouldBeTheSameForTheSameSeedAndAnotherForAnother() {
    ScatteredLayout same = new ScatteredLayout(SHAPE, 7);
    ScatteredLayout other = new ScatteredLayout(SHAPE, 8);

    assertThat(offsets(SHAPE, same::initiatorOffset).toArray())
        .isEqualTo(offsets(SHAPE, layout::initiatorOffset).toArray())
        .isNotEqualTo(offsets(SHAPE, other::initiatorOffset).toArray());
    assertThat(offsets(SHAPE, same::responderOffset).toArray())
        .isEqualTo(offsets(SHAPE, layout::responderOffset).toArray())
        .isNotEqualTo(offsets(SHAPE, other::responderOffset).toArray());
  }

  /** Both ends of a transfer may run different versions: the order is part of the protocol. */
  @Test
  void shouldNeverChangeTheOrderOfASeed() {
    TransferShape small = new TransferShape(1, 8, 1);
    ScatteredLayout known = new ScatteredLayout(small, 7);

    assertThat(offsets(small, known::initiatorOffset))
        .containsExactly(2L, 0L, 6L, 3L, 7L, 4L, 1L, 5L);
    assertThat(offsets(small, known::responderOffset))
        .containsExactly(6L, 0L, 4L, 1L, 2L, 5L, 3L, 7L);
  }

  @Test
  void shouldTellItsShape() {
    assertThat(layout.shape()).isEqualTo(SHAPE);
  }

  private static LongStream offsets(TransferShape shape, IntToLongFunction side) {
    return IntStream.range(0, shape.descriptors()).mapToLong(side);
  }
}
