package io.kvlane.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.kvlane.simulation.Scenarios.Kind;
import io.kvlane.simulation.cluster.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @Test
  void shouldSimulateEverythingByDefault() {
    Arguments arguments = Arguments.parse(List.of());

    assertThat(arguments.nodes()).containsExactly(10, 32, 100, 512, 1000, 10_000);
    assertThat(arguments.kinds()).containsExactlyInAnyOrder(Kind.values());
    assertThat(arguments.markdown()).isEmpty();
    assertThat(Scenarios.of(arguments)).hasSize(36);
  }

  @Test
  void shouldSimulateWhatIsNamedOnly() {
    Arguments arguments =
        Arguments.parse(
            List.of(
                "--nodes",
                "77",
                "--only",
                "churn",
                "--only",
                "all",
                "--seed",
                "9",
                "--markdown",
                "a.md"));

    assertThat(arguments.markdown()).hasValue(Path.of("a.md"));
    assertThat(Scenarios.of(arguments))
        .extracting(Scenario::nodes, Scenario::name, Scenario::seed)
        .containsExactly(tuple(77, "churn", 9L), tuple(77, "all", 9L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nodes",
        "--nodes 1",
        "--nodes 10001",
        "--nodes x",
        "--only",
        "--only none",
        "--seed -1",
        "-x"
      })
  void shouldSayWhatItDoesNotUnderstand(String line) {
    List<String> words = List.of(line.split(" "));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.parse(words))
        .withMessageContaining(words.get(0));
  }
}
