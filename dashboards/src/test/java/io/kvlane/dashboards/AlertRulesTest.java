package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The alert rules that are shipped do what their tests say. */
class AlertRulesTest {

  private static final Path RULES = Repository.file("dashboards/prometheus/kvlane-rules.yaml");
  private static final Path TESTS = Repository.file("dashboards/prometheus/tests/alerts.yaml");

  @Test
  void shouldPassTheirPromtoolTests() throws IOException, InterruptedException {
    Tool promtool = Tool.orSkip("promtool");
    Tool.Result checked = promtool.run("check", "rules", RULES.toString());
    assertThat(checked.status()).as(checked.output()).isZero();
    Tool.Result tested = promtool.run("test", "rules", TESTS.toString());
    assertThat(tested.status()).as(tested.output()).isZero();
  }
}
