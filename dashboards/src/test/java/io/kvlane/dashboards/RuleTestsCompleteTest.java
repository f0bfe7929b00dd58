package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No rule without a promtool test: each alert fires in one, and is silent in five situations. */
class RuleTestsCompleteTest {

  private static final Set<String> SITUATIONS =
      Set.of(
          "a healthy node",
          "an agent restart",
          "a missing scrape",
          "a node without RDMA",
          "a new peer");

  private static final RuleFile RULES = RuleFiles.source();
  private static final Set<String> ALERTS =
      RULES.alerts().stream().map(Rule::name).collect(Collectors.toUnmodifiableSet());

  @Test
  void shouldFireEveryAlert() throws IOException {
    Set<String> fired = new HashSet<>();
    for (Map<String, Object> test : tests("alerts.yaml")) {
      for (Map<String, Object> expected : part(test, "alert_rule_test")) {
        if (!part(expected, "exp_alerts").isEmpty()) {
          fired.add(Yaml.text(expected, "alertname"));
        }
      }
    }
    assertThat(fired).isEqualTo(ALERTS);
  }

  @Test
  void shouldBeSilentInEverySituation() throws IOException {
    Map<String, Set<String>> silent = new HashMap<>();
    for (Map<String, Object> test : tests("quiet.yaml")) {
      Set<String> names = silent.computeIfAbsent(Yaml.text(test, "name"), _ -> new HashSet<>());
      for (Map<String, Object> expected : part(test, "alert_rule_test")) {
        assertThat(part(expected, "exp_alerts")).isEmpty();
        names.add(Yaml.text(expected, "alertname"));
      }
    }
    assertThat(silent.keySet()).isEqualTo(SITUATIONS);
    assertThat(silent)
        .allSatisfy((situation, names) -> assertThat(names).as(situation).isEqualTo(ALERTS));
  }

  @Test
  void shouldTestEveryRecordingRule() throws IOException {
    Set<String> asked = new HashSet<>();
    for (Map<String, Object> test : tests("recording.yaml")) {
      for (Map<String, Object> expected : part(test, "promql_expr_test")) {
        if (!part(expected, "exp_samples").isEmpty()) {
          asked.add(Yaml.text(expected, "expr"));
        }
      }
    }
    assertThat(asked).containsAll(RULES.recorded());
  }

  /** What tests feed must look like what agents export, or they show nothing. */
  @Test
  void shouldFeedSeriesThatAgentsExport() throws IOException {
    MetricNames names = MetricNames.and(Set.of());
    Set<String> fed = new HashSet<>();
    for (String file : List.of("alerts.yaml", "quiet.yaml", "recording.yaml", "attribution.yaml")) {
      for (Map<String, Object> test : tests(file)) {
        part(test, "input_series").forEach(series -> fed.add(Yaml.text(series, "series")));
      }
    }
    assertThat(fed)
        .hasSizeGreaterThan(100)
        .allSatisfy(series -> assertThat(names.problems(series)).as(series).isEmpty());
  }

  private static List<Map<String, Object>> tests(String file) throws IOException {
    String text = Files.readString(RulesTest.TESTS.resolve(file));
    return part(Yaml.map(Yaml.read(text)), "tests");
  }

  private static List<Map<String, Object>> part(Map<String, Object> map, String key) {
    return Yaml.list(map.getOrDefault(key, List.of())).stream().map(Yaml::map).toList();
  }
}
