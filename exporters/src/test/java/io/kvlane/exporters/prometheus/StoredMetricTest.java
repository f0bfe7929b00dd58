package io.kvlane.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of the metrics holds for whatever is exposed. */
class StoredMetricTest {

  private static final Pattern SERIES = Pattern.compile("([a-z_]+)(?:\\{(.*)})? .*");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  private static Map<String, Set<String>> labelsOf(String name) {
    return StoredMetric.all().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not known"))
        .labels();
  }

  @ParameterizedTest
  @EnumSource
  void shouldKnowEverySeriesWithItsLabelsAndTheirValues(Scenario scenario) {
    List<String> series =
        Scrapes.text(scenario.snapshot()).lines().filter(line -> !line.startsWith("#")).toList();

    assertThat(series).isNotEmpty().allSatisfy(StoredMetricTest::isKnown);
  }

  private static void isKnown(String line) {
    Matcher series = SERIES.matcher(line);
    assertThat(series.matches()).isTrue();
    Map<String, Set<String>> labels = labelsOf(series.group(1));
    Map<String, String> found =
        series.group(2) == null
            ? Map.of()
            : LABEL
                .matcher(series.group(2))
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    assertThat(found.keySet()).isEqualTo(labels.keySet());
    labels.forEach((label, values) -> {
      if (!values.isEmpty() && !label.equals("rule")) {
        assertThat(values).contains(found.get(label));
      }
    });
  }

  @Test
  void shouldKnowTheRulesOfNodesAndOfWorkers() {
    assertThat(labelsOf("kvlane_finding"))
        .hasEntrySatisfying(
            "rule", rules -> assertThat(rules).contains("path-fallback", "worker-efa-colocation"));
  }

  @Test
  void shouldLeaveLabelsOpenWhoseValuesTheClusterBrings() {
    assertThat(labelsOf("kvlane_transfers_total")).containsEntry("peer", Set.of());
  }
}
