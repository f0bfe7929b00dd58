package io.kvlane.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.rules.Rules;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.rules.WorkerRules;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each rule has a fix that fits into a cell of a table. */
class FixesTest {

  private static final int FITS = 100;

  @Test
  void shouldHaveOneForEveryRuleAndForNothingElse() {
    Set<String> rules = new TreeSet<>();
    Rules.all().stream().map(Rule::name).forEach(rules::add);
    WorkerRules.all().stream().map(WorkerRule::name).forEach(rules::add);

    assertThat(Fixes.byRule().keySet()).isEqualTo(rules);
  }

  @Test
  void shouldBeOneShortLine() {
    assertThat(Fixes.byRule().values())
        .allSatisfy(fix -> assertThat(fix.length()).as(fix).isBetween(10, FITS));
  }
}
