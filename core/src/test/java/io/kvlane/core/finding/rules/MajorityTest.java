package io.kvlane.core.finding.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MajorityTest {

  @Test
  void shouldBeWhatMoreThanHalfHave() {
    assertThat(Majority.of(List.of(4, 2, 4, 4)))
        .contains(new Majority<>(4, 3, 4))
        .map(Majority::share)
        .contains("3 of 4");
  }

  @Test
  void shouldNotBeThereForAHalfNorForASingleOneNorForNone() {
    assertThat(Majority.of(List.of(4, 4, 2, 2))).isEmpty();
    assertThat(Majority.of(List.of(4, 2))).isEmpty();
    assertThat(Majority.of(List.of(4))).isEmpty();
    assertThat(Majority.of(List.of())).isEmpty();
  }
}
