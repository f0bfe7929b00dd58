package io.kvlane.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadPatternTest {

  private static final int WORDS = 100_000;

  /** Both ends of a transfer may run different versions: the words are part of the protocol. */
  @ParameterizedTest
  @CsvSource({
    "0,  0,       0000000000000000",
    "0,  1,       6f682616bae3641a",
    "1,  0,       bf58477af7ec081a",
    "42, 7,       469e17950cee7bef",
    "-1, 1048576, a0d6a287fe13f81c",
  })
  void shouldNeverChangeTheWordsOfASeed(long seed, long index, String hex) {
    assertThat(PayloadPattern.word(seed, index)).isEqualTo(Long.parseUnsignedLong(hex, 16));
  }

  @Test
  void shouldNeverRepeatAWordWithinABuffer() {
    assertThat(LongStream.range(0, WORDS).map(word -> PayloadPattern.word(3, word)).distinct())
        .hasSize(WORDS);
  }

  @Test
  void shouldDifferInEveryWordFromTheRunBefore() {
    assertThat(LongStream.range(0, WORDS))
        .noneMatch(word -> PayloadPattern.word(3, word) == PayloadPattern.word(4, word));
  }

  @Test
  void shouldSetEveryBitHalfOfTheTime() {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long mask = 1L << bit;
      long set =
          LongStream.range(0, WORDS)
              .filter(word -> (PayloadPattern.word(3, word) & mask) != 0)
              .count();
      assertThat(set).as("bit %d", bit).isBetween(WORDS * 48L / 100, WORDS * 52L / 100);
    }
  }

  @Test
  void shouldPoisonWithAByteThatNoFreshBufferHolds() {
    assertThat(PayloadPattern.POISON).isEqualTo((byte) 0xA5);
  }
}
