package io.kvlane.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownTest {

  @Test
  void shouldBeTheSameInWhicheverOrderChangesAreLearnt() {
    Known one = Known.upTo(4).and(4).and(5).and(6);
    Known other = Known.upTo(4).and(6).and(4).and(5);

    assertThat(other).isEqualTo(one).isEqualTo(Known.upTo(7));
  }

  @Test
  void shouldKeepWhatIsBeyondAGap() {
    assertThat(Known.upTo(2).and(4).and(3)).isEqualTo(new Known(2, List.of(3, 4)));
  }

  @Test
  void shouldNotLearnTwice() {
    Known known = Known.upTo(2).and(3);

    assertThat(known.and(3)).isSameAs(known);
    assertThat(known.and(1)).isSameAs(known);
  }
}
