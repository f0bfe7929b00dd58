package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OperatorRulesGeneratedTest {

  private static final Path FILE = Repository.file("dashboards/prometheus/prometheusrule.yaml");
  private static final RuleFile RULES = RuleFiles.source();

  @Test
  void shouldBeWhatTheRulesSay() throws IOException {
    String text = OperatorRules.text(RULES);

    assertThat(text)
        .as("%s is not what kvlane-rules.yaml says; write it anew with `make docs`", FILE)
        .isEqualTo(Repository.expected(FILE, text, "kvlane.update-golden"));
  }

  /** Nothing is lost on the way: read back, it is the same rules. */
  @Test
  void shouldHaveAllRulesAsTheyAre() {
    Object spec = Yaml.map(Yaml.read(OperatorRules.text(RULES))).getOrDefault("spec", "");
    String groups = Yaml.write(Yaml.map(spec));

    assertThat(RuleFile.parse(groups)).isEqualTo(RULES);
  }

  @Test
  void shouldBeAPrometheusRuleAsTheOperatorKnowsIt() {
    PrometheusRule rule =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .convertValue(Yaml.read(OperatorRules.text(RULES)), PrometheusRule.class);

    assertThat(rule.getAdditionalProperties()).isEmpty();
    assertThat(rule.getSpec().getAdditionalProperties()).isEmpty();
    assertThat(rule.getSpec().getGroups())
        .hasSameSizeAs(RULES.groups())
        .allSatisfy(group -> {
          assertThat(group.getAdditionalProperties()).isEmpty();
          assertThat(group.getRules())
              .allSatisfy(one -> assertThat(one.getAdditionalProperties()).isEmpty());
        });
  }
}
