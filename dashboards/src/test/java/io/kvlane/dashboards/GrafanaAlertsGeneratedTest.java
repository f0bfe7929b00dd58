package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrafanaAlertsGeneratedTest {

  private static final Path FILE = Repository.file("dashboards/grafana/alert-rules.yaml");
  private static final RuleFile RULES = RuleFiles.source();

  static List<Rule> alerts() {
    return RULES.alerts();
  }

  @Test
  void shouldBeWhatTheRulesSay() throws IOException {
    String text = GrafanaAlerts.text(RULES);

    assertThat(text)
        .as("%s is not what kvlane-rules.yaml says; write it anew with `make docs`", FILE)
        .isEqualTo(Repository.expected(FILE, text, "kvlane.update-golden"));
  }

  @Test
  void shouldHaveOneGroupWithAllAlertsAndNothingElse() {
    Map<String, Object> document = Yaml.map(Yaml.read(GrafanaAlerts.text(RULES)));
    assertThat(document).containsEntry("apiVersion", 1).containsOnlyKeys("apiVersion", "groups");
    List<Object> groups = Yaml.list(document.getOrDefault("groups", List.of()));

    assertThat(groups).hasSize(1);
    assertThat(Yaml.map(groups.getFirst()))
        .containsOnlyKeys("orgId", "name", "folder", "interval", "rules")
        .containsEntry("interval", "30s");
    assertThat(rules()).extracting(rule -> rule.get("title")).hasSameSizeAs(RULES.alerts());
    assertThat(rules()).extracting(rule -> rule.get("uid")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void shouldHoldWhileTheExpressionGivesASeries(Rule alert) {
    Map<String, Object> rule = rule(alert);
    assertThat(rule)
        .containsEntry("condition", "B")
        .containsEntry("noDataState", "OK")
        .containsEntry("execErrState", "KeepLast")
        .containsEntry("for", alert.pending().orElse("0s"))
        .containsEntry("isPaused", false);
    assertThat(Optional.ofNullable(rule.get("keepFiringFor"))).isEqualTo(alert.keepFiringFor());
    assertThat(Yaml.text(rule, "uid")).matches("[a-z-]{1,40}");

    List<Object> data = Yaml.list(rule.getOrDefault("data", List.of()));
    assertThat(data).hasSize(2);
    Map<String, Object> query = Yaml.map(data.getFirst());
    assertThat(query)
        .containsEntry("refId", "A")
        .containsEntry("datasourceUid", "prometheus")
        .containsEntry("relativeTimeRange", Map.of("from", 600, "to", 0));
    assertThat(Yaml.map(query.getOrDefault("model", Map.of())))
        .containsEntry("refId", "A")
        .containsEntry("expr", alert.expr())
        .containsEntry("instant", true)
        .containsEntry("range", false);
    Map<String, Object> threshold = Yaml.map(data.getLast());
    assertThat(threshold).containsEntry("refId", "B").containsEntry("datasourceUid", "__expr__");
    assertThat(Yaml.map(threshold.getOrDefault("model", Map.of())))
        .containsEntry("type", "threshold")
        .containsEntry("expression", "A")
        .containsEntry("refId", "B");
  }

  /** Prometheus' {@code $value} is a number, Grafana's is a text. */
  @ParameterizedTest
  @MethodSource("alerts")
  void shouldSayTheSameWithGrafanasVariables(Rule alert) {
    Map<String, Object> rule = rule(alert);
    assertThat(rule.getOrDefault("labels", "")).isEqualTo(alert.labels());
    Map<String, Object> texts = Yaml.map(rule.getOrDefault("annotations", Map.of()));
    assertThat(texts.keySet()).isEqualTo(alert.annotations().keySet());
    texts.forEach((name, text) -> {
      assertThat(text.toString())
          .as(name)
          .doesNotContainPattern("\\$value\\b")
          .isEqualTo(
              alert.annotations().getOrDefault(name, "").replace("$value", "$values.A.Value"));
      // Functions that Prometheus has and Grafana lacks.
      assertThat(text.toString())
          .doesNotContainPattern("\\{\\{[^}]*\\b(query|first|value|sortByLabel|strvalue)\\b");
    });
  }

  private static Map<String, Object> rule(Rule alert) {
    return rules().stream()
        .filter(rule -> alert.name().equals(rule.get("title")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(alert.name() + " is missing"));
  }

  private static List<Map<String, Object>> rules() {
    Map<String, Object> document = Yaml.map(Yaml.read(GrafanaAlerts.text(RULES)));
    return Yaml.list(document.getOrDefault("groups", List.of())).stream()
        .flatMap(group -> Yaml.list(Yaml.map(group).getOrDefault("rules", List.of())).stream())
        .map(Yaml::map)
        .toList();
  }
}
