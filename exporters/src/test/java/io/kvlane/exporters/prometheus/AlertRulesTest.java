package io.kvlane.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alert rules that are shipped: they do what their tests say, and name what exists. */
class AlertRulesTest {

  private static final Path RULES = Repository.file("dashboards/alerts.yaml");
  private static final Path TESTS = Repository.file("dashboards/alerts-test.yaml");
  private static final Pattern METRIC = Pattern.compile("\\bkvlane_[a-z_]+");
  private static final Pattern RUNBOOK = Pattern.compile("runbook_url: (\\S+)");

  @Test
  void shouldPassTheirPromtoolTests() throws IOException, InterruptedException {
    Promtool promtool = Promtool.orSkip();
    Promtool.Result checked =
        promtool.run(ProcessBuilder.Redirect.PIPE, "check", "rules", RULES.toString());
    assertThat(checked.status()).as(checked.output()).isZero();
    Promtool.Result tested =
        promtool.run(ProcessBuilder.Redirect.PIPE, "test", "rules", TESTS.toString());
    assertThat(tested.status()).as(tested.output()).isZero();
  }

  @Test
  void shouldNameMetricsOfTheCatalogueOnly() throws IOException {
    Set<String> catalogue =
        MetricCatalog.ROWS.stream().map(MetricRow::name).collect(Collectors.toSet());
    assertThat(matches(METRIC, 0)).isNotEmpty().isSubsetOf(catalogue);
  }

  @Test
  void shouldLinkRunbooksThatExist() throws IOException {
    assertThat(matches(RUNBOOK, 1))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(Repository.file(page)).exists());
  }

  private static Set<String> matches(Pattern pattern, int group) throws IOException {
    return pattern
        .matcher(Files.readString(RULES))
        .results()
        .map((MatchResult match) -> match.group(group))
        .collect(Collectors.toSet());
  }
}
