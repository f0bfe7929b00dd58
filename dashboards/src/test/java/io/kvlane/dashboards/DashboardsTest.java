package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvlane.dashboards.grafana.Dashboards;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of each dashboard, whatever it shows. */
class DashboardsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Part of every Grafana, without a plugin to install. */
  private static final Set<String> BUILT_IN =
      Set.of("row", "text", "stat", "timeseries", "state-timeline", "table", "heatmap");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
  private static final Pattern RUNBOOK = Pattern.compile("kvlane/\\$\\{__value\\.raw}\\.md");

  static Stream<JsonNode> dashboards() {
    return Dashboards.files().values().stream().map(DashboardsTest::read);
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<JsonNode> panels(JsonNode dashboard) {
    return dashboard.path("panels").valueStream().toList();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldUseBuiltInPanelsThatSayWhatTheyShow(JsonNode dashboard) {
    assertThat(dashboard.path("uid").asText()).isIn("kvlane-fleet", "kvlane-node");
    assertThat(panels(dashboard)).hasSizeGreaterThan(20);
    for (JsonNode panel : panels(dashboard)) {
      String title = panel.path("title").asText();
      assertThat(panel.path("type").asText()).as(title).isIn(BUILT_IN);
      assertThat(title).isNotBlank();
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("description").asText()).as(title).endsWith(".");
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
        assertThat(panel.path("targets")).as(title).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldPlacePanelsInTheGridWithoutOverlap(JsonNode dashboard) {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : panels(dashboard)) {
      assertThat(ids.add(panel.path("id").asInt())).as("an id of its own").isTrue();
      JsonNode place = panel.path("gridPos");
      int x = place.path("x").asInt();
      int y = place.path("y").asInt();
      assertThat(x + place.path("w").asInt()).isLessThanOrEqualTo(24);
      for (int column = x; column < x + place.path("w").asInt(); column++) {
        for (int row = y; row < y + place.path("h").asInt(); row++) {
          assertThat(taken.add(List.of(column, row))).as(panel.path("title").asText()).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldAskTheChosenPrometheusAndUseOnlyVariablesThatThereAre(JsonNode dashboard) {
    Set<String> known = new HashSet<>();
    dashboard.at("/templating/list").forEach(variable -> known.add(variable.path("name").asText()));
    for (JsonNode reference : dashboard.findValues("datasource")) {
      assertThat(reference.path("uid").asText()).isEqualTo("${datasource}");
    }
    for (String expression : dashboard.findValuesAsText("expr")) {
      Matcher matcher = VARIABLE.matcher(expression.replace("\"$1\"", ""));
      while (matcher.find()) {
        assertThat(known.contains(matcher.group(1)) || matcher.group(1).startsWith("__"))
            .as(expression)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldSetColumnsThatTheTableHas(JsonNode dashboard) {
    for (JsonNode panel : panels(dashboard)) {
      List<String> columns =
          panel.findValues("renameByName").stream()
              .flatMap(JsonNode::valueStream)
              .map(JsonNode::asText)
              .toList();
      assertThat(columns).doesNotHaveDuplicates();
      for (JsonNode override : panel.at("/fieldConfig/overrides")) {
        if (override.at("/matcher/id").asText().equals("byName")) {
          assertThat(override.at("/matcher/options").asText()).isIn(columns);
        }
      }
      for (JsonNode sorted : panel.at("/options/sortBy")) {
        assertThat(sorted.path("displayName").asText()).isIn(columns);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldLeadFromFindingsToRunbooksAndFromNodesToTheirDashboard(JsonNode dashboard) {
    List<String> links =
        dashboard.findValuesAsText("url").stream().filter(url -> !url.isEmpty()).toList();
    assertThat(links)
        .anyMatch(url -> RUNBOOK.matcher(url).find())
        .anyMatch(url -> url.startsWith("/d/kvlane-node?var-node=${__value.raw}&"));
  }
}
