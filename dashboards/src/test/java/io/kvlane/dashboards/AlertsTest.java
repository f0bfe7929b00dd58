package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every alert has, and that what it links to is there. */
class AlertsTest {

  private static final Pattern RUNBOOK =
      Pattern.compile("https://runbooks\\.example\\.org/kvlane/([a-z-]+)\\.md");

  static List<Rule> alerts() {
    return RuleFiles.source().alerts();
  }

  @Test
  void shouldHaveNamesOfTheirOwn() {
    assertThat(alerts()).extracting(Rule::name).hasSize(20).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void shouldSayHowUrgentTheyAreWhereToLookAndWhatTheyMean(Rule alert) {
    assertThat(alert.name()).matches("Kvlane[A-Za-z]+");
    assertThat(alert.labels()).containsOnlyKeys("severity", "suspect");
    assertThat(alert.labels().get("severity")).isIn("critical", "warning");
    assertThat(alert.labels()).containsEntry("suspect", "{{ or $labels.peer $labels.node }}");
    assertThat(alert.annotations())
        .containsOnlyKeys("summary", "description", "runbook_url", "dashboard_url")
        .containsEntry(
            "dashboard_url",
            "https://grafana.example.org/d/kvlane-node?var-node={{ $labels.node }}");
    assertThat(alert.annotations().get("summary")).contains("$labels.node").doesNotEndWith(".");
    assertThat(alert.annotations().get("description")).matches("(?s).*(\\.|\\{\\{ end }})");
  }

  /** A restarted agent has another instance and another pod. */
  @ParameterizedTest
  @MethodSource("alerts")
  void shouldNotKeepLabelsOfAnAgent(Rule alert) {
    assertThat(Expression.parse(alert.expr()).grouping())
        .contains("node")
        .doesNotContain("instance", "pod");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void shouldLinkToARunbookThatIsThere(Rule alert) throws IOException {
    String url = alert.annotations().getOrDefault("runbook_url", "");
    Matcher page = RUNBOOK.matcher(url);
    assertThat(page.matches()).as(url).isTrue();
    Path file = Repository.file("src/docs/runbooks/" + page.group(1) + ".md");
    assertThat(file).exists();
    assertThat(Files.readString(file)).startsWith("# " + page.group(1) + "\n");
  }

  /** Nobody needs to know more than the name to find it in the list of them all. */
  @ParameterizedTest
  @MethodSource("alerts")
  void shouldBeListedInTheReadme(Rule alert) throws IOException {
    assertThat(Files.readString(Repository.file("dashboards/README.md")))
        .contains(
            "| `%s` | %s | %s |"
                .formatted(
                    alert.name(), alert.labels().get("severity"), alert.pending().orElseThrow()));
  }
}
