package io.kvlane.core.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {

  @ParameterizedTest
  @CsvSource({"0,0,false", "2,2,false", "3,1,false", "4,2,false", "3,2,true", "3,3,true"})
  void shouldCallANodeSlowThatIsSoWithMostOfAtLeastThreePeers(
      int pairs, int slow, boolean expected) {
    assertThat(new Standing(OptionalLong.empty(), pairs, slow).slowWithMost()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1,-1,0", "1,0,1", "1,3,4", "0,1,1"})
  void shouldRefuseWhatCannotBe(long link, int pairs, int slow) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Standing(OptionalLong.of(link), pairs, slow));
  }

  @Test
  void shouldKnowNothingByDefault() {
    assertThat(Standing.UNKNOWN.slowWithMost()).isFalse();
  }
}
