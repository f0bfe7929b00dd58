package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule names what there is, and nothing else would pass. */
class MetricNamesTest {

  private static final MetricNames NAMES = MetricNames.and(Set.of("kvlane:pairs:sum"));

  @Test
  void shouldKnowWhateverTheRulesName() {
    RuleFile rules = RuleFiles.source();
    MetricNames names = MetricNames.and(rules.recorded());

    assertThat(rules.rules())
        .hasSizeGreaterThan(40)
        .allSatisfy(rule -> assertThat(names.problems(rule.expr())).as(rule.name()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum by (node) (rate(kvlane_transfers_total{result=\"corrupt\",reason=\"\"}[5m])) > 1e-3",
        "histogram_quantile(0.5, sum by (le) (rate(kvlane_transfer_duration_seconds_bucket[5m])))",
        "kvlane_peers{node=\"$node\",state=~\"$state\"} offset 5m",
        "rate(kvlane_transfer_bytes_total{kind='peer'}[$__rate_interval]) # and {what=\"ever\"}",
        "kvlane_finding{rule=~\"worker-.*\"} * on (node) group_left () up{job=\"kvlane\"}",
        "kvlane:pairs:sum{peer=~\"node-.+\"} or -1 * kvlane_build_info",
        "max(kvlane_rdma_port_active) >= bool 1",
        "sum by (pear) (label_replace(kvlane_peers, \"pear\", \"$1\", \"state\", \"(.*)\"))"
      })
  void shouldPassWhatThereIs(String expression) {
    assertThat(NAMES.problems(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "kvlane_transfer_total; there is no metric kvlane_transfer_total",
        "sum(kvlane_transfer_duration_seconds) by (node); there is no metric"
            + " kvlane_transfer_duration_seconds",
        "kvlane:pairs:max; there is no metric kvlane:pairs:max",
        "some_other_metric; there is no metric some_other_metric",
        "kvlane_peers{peer=\"a\"}; kvlane_peers has no label peer",
        "kvlane:pairs:sum{pear=\"a\"}; kvlane:pairs:sum has no label pear",
        "up{resource=\"a\"}; up has no label resource",
        "sum by (pod) (up); no metric of these has a label pod",
        "up * on (nodes) group_left (job) up; no metric of these has a label nodes",
        "kvlane_peers * on (view) kvlane_build_info; no metric of these has a label view",
        "label_replace(kvlane_peers, \"a\", \"$1\", \"pear\", \"(.*)\"); no metric of these has a label"
            + " pear",
        "kvlane_path_fallback{intent=\"defualt\"}; kvlane_path_fallback has no intent=\"defualt\"",
        "kvlane_finding{rule!~\"path-falback|node-slow\"}; kvlane_finding has no"
            + " rule=\"path-falback\"",
        "kvlane_finding{rule=~\"worked-.*\"}; kvlane_finding has no rule=\"worked-.*\"",
        "kvlane_transfers_total{result=\"okay\"}; kvlane_transfers_total has no result=\"okay\""
      })
  void shouldSayWhatNobodyHas(String expression, String problem) {
    assertThat(NAMES.problems(expression)).containsExactly(problem);
  }
}
