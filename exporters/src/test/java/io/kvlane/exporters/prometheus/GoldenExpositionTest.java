package io.kvlane.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole exposition of a few nodes, byte for byte. */
class GoldenExpositionTest {

  private static final String UPDATE = "kvlane.update-golden";

  @ParameterizedTest
  @EnumSource
  void shouldExposeTextAsInGoldenFile(Scenario scenario) throws IOException {
    compare(golden(scenario, "prom"), Scrapes.text(scenario.snapshot()));
  }

  @ParameterizedTest
  @EnumSource
  void shouldExposeOpenMetricsAsInGoldenFile(Scenario scenario) throws IOException {
    compare(golden(scenario, "openmetrics"), Scrapes.openMetrics(scenario.snapshot()));
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndOpenMetricsWithEof(Scenario scenario) {
    assertThat(Scrapes.openMetrics(scenario.snapshot())).endsWith("\n# EOF\n");
  }

  @ParameterizedTest
  @EnumSource
  void shouldNeverExposeNotANumber(Scenario scenario) {
    assertThat(Scrapes.text(scenario.snapshot())).doesNotContain("NaN");
  }

  static Path golden(Scenario scenario, String extension) {
    return Repository.file(
        "exporters/src/test/resources/golden/" + scenario.file() + "." + extension);
  }

  private static void compare(Path golden, String actual) throws IOException {
    assertThat(actual)
        .as(
            "%s; if the change is meant, run the test with -D%s=true and read the difference",
            golden, UPDATE)
        .isEqualTo(Repository.expected(golden, actual, UPDATE));
  }
}
