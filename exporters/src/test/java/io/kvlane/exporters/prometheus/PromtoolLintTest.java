package io.kvlane.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The golden files under Prometheus' own linter. */
class PromtoolLintTest {

  @ParameterizedTest
  @EnumSource
  void shouldPassPromtool(Scenario scenario) throws IOException, InterruptedException {
    Promtool.Result result =
        Promtool.orSkip()
            .run(
                ProcessBuilder.Redirect.from(
                    GoldenExpositionTest.golden(scenario, "prom").toFile()),
                "check",
                "metrics");
    assertThat(result).isEqualTo(new Promtool.Result(0, ""));
  }
}
