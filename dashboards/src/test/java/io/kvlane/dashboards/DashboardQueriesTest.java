package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvlane.dashboards.grafana.Dashboards;
import io.kvlane.exporters.prometheus.StoredMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries of the dashboards are PromQL, and name what the catalogue has. */
class DashboardQueriesTest {

  /** The panels need no rules, so they name nothing that is recorded. */
  private static final MetricNames NAMES = MetricNames.and(Set.of());

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;

  private static List<JsonNode> targets() throws IOException {
    List<JsonNode> targets = new ArrayList<>();
    for (String text : Dashboards.files().values()) {
      JSON.readTree(text).findValues("targets").forEach(list -> list.forEach(targets::add));
    }
    return targets;
  }

  private static List<String> expressions() throws IOException {
    return targets().stream().map(target -> target.path("expr").asText()).toList();
  }

  @Test
  void shouldBeUnderstoodByPromtool() throws IOException, InterruptedException {
    Tool promtool = Tool.orSkip("promtool");
    StringBuilder rules = new StringBuilder("groups:\n  - name: dashboards\n    rules:\n");
    int number = 0;
    for (String expression : expressions()) {
      String literal =
          expression.replace("$__rate_interval", "5m").replace("$__range", "1h").indent(10);
      rules.append("      - record: query:%d\n        expr: |\n%s".formatted(number++, literal));
    }
    Path file = Files.writeString(directory.resolve("rules.yaml"), rules);

    Tool.Result checked = promtool.run("check", "rules", file.toString());

    assertThat(checked.status()).as(checked.output()).isZero();
    assertThat(checked.output()).contains(number + " rules found");
  }

  @Test
  void shouldNameMetricsAndLabelsThatThereAre() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (JsonNode target : targets()) {
      unknown.addAll(
          NAMES.problems(target.path("expr").asText(), target.path("legendFormat").asText()));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void shouldNameVariablesByMetricsAndLabelsThatThereAre() throws IOException {
    for (String text : Dashboards.files().values()) {
      for (String query : JSON.readTree(text).findValuesAsText("definition")) {
        String label = query.substring(query.lastIndexOf(',') + 1, query.length() - 1).strip();
        String series = query.substring("label_values(".length(), query.lastIndexOf(','));
        assertThat(NAMES.problems(series, "{{" + label + "}}")).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sum(kvlane_pears); there is no metric kvlane_pears",
        "sum(kvlane_peers{stat=\"slow\"}); kvlane_peers has no label stat",
        "sum(kvlane_peers{state=~\"slow|slower\"}); kvlane_peers has no state=\"slower\"",
        "sum by (stat) (kvlane_peers); no metric of these has a label stat",
        "kvlane_peers * on (nod) kvlane_build_info; no metric of these has a label nod",
        "max(kvlane:fleet_peers:sum); there is no metric kvlane:fleet_peers:sum",
        "up{noun=\"a\"}; up has no label noun",
      })
  void shouldFindWhatIsNotThere(String expression, String unknown) {
    assertThat(NAMES.problems(expression, "")).containsExactly(unknown);
  }

  @Test
  void shouldFindALegendWithALabelThatIsNotThere() {
    assertThat(NAMES.problems("kvlane_peers", "{{state}} {{pear}}"))
        .containsExactly("no metric of these has a label pear");
  }

  @Test
  void shouldShowEveryMetricButThese() throws IOException {
    String all = String.join("\n", expressions());
    assertThat(StoredMetric.all().stream().map(StoredMetric::name))
        .filteredOn(name -> !all.contains(name))
        .containsExactlyInAnyOrder(
            // The histogram is shown by its buckets.
            "kvlane_transfer_duration_seconds_count",
            "kvlane_transfer_duration_seconds_sum",
            // Figures behind one run, which its last transfers at /api/v1/transfers show whole.
            "kvlane_transfer_post_seconds",
            "kvlane_transfer_descriptors",
            "kvlane_transfer_capped");
  }
}
