package io.kvlane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kvlane.benchmarks.Arguments.Part;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @Test
  void shouldMeasureEverythingByDefault() {
    Arguments arguments = Arguments.parse(List.of());
    assertThat(arguments.rounds()).isEqualTo(9);
    assertThat(arguments.parts()).containsExactlyInAnyOrder(Part.values());
    assertThat(arguments.markdown()).isEmpty();
  }

  @Test
  void shouldMeasureTheNamedPartsOnly() {
    assertThat(Arguments.parse(List.of("--only", "tool", "--only", "twin")).parts())
        .containsExactlyInAnyOrder(Part.TOOL, Part.TWIN);
  }

  @Test
  void shouldTakeRoundsAndPage() {
    Arguments arguments = Arguments.parse(List.of("--rounds", "3", "--markdown", "a.md"));
    assertThat(arguments.rounds()).isEqualTo(3);
    assertThat(arguments.markdown()).hasValue(Path.of("a.md"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rounds", "--rounds 0", "--rounds x", "--only", "--only disk", "-x"})
  void shouldSayWhatItDoesNotUnderstand(String line) {
    List<String> words = List.of(line.split(" "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.parse(words))
        .withMessageContaining(words.get(0));
  }
}
