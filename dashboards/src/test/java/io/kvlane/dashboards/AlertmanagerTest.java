package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example of Alertmanager: valid, and of alerts that there are. */
class AlertmanagerTest {

  private static final Path CONFIG = Repository.file("dashboards/alertmanager/alertmanager.yaml");
  private static final Pattern NAME = Pattern.compile("alertname=(~?)\"?([^\"]+)\"?");

  static List<Rule> alerts() {
    return RuleFiles.source().alerts();
  }

  @Test
  void shouldBeValid() throws IOException, InterruptedException {
    Tool.Result checked = Tool.orSkip("amtool").run("check-config", CONFIG.toString());
    assertThat(checked.status()).as(checked.output()).isZero();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void shouldPageForWhatIsCriticalAndForNothingElse(Rule alert)
      throws IOException, InterruptedException {
    String severity = alert.labels().getOrDefault("severity", "");
    Tool.Result tested =
        Tool.orSkip("amtool")
            .run(
                "config",
                "routes",
                "test",
                "--config.file=" + CONFIG,
                "--verify.receivers=" + (severity.equals("critical") ? "pager" : "chat"),
                "alertname=" + alert.name(),
                "severity=" + severity,
                "node=node-1",
                "suspect=node-1");
    assertThat(tested.status()).as(tested.output()).isZero();
  }

  /** A name that no alert has would silence nothing, and nobody would notice. */
  @Test
  void shouldInhibitAlertsThatThereAreByLabelsThatTheyHave() throws IOException {
    List<String> names = alerts().stream().map(Rule::name).toList();
    Map<String, Object> config = Yaml.map(Yaml.read(Files.readString(CONFIG)));
    List<Object> inhibitions = Yaml.list(config.getOrDefault("inhibit_rules", List.of()));

    assertThat(inhibitions).hasSizeGreaterThan(2);
    for (Object inhibition : inhibitions) {
      Map<String, Object> rule = Yaml.map(inhibition);
      assertThat(Yaml.list(rule.getOrDefault("equal", List.of())))
          .isSubsetOf("node", "peer", "suspect")
          .isNotEmpty();
      for (String side : List.of("source_matchers", "target_matchers")) {
        List<Object> matchers = Yaml.list(rule.getOrDefault(side, List.of()));
        assertThat(matchers.stream().map(Object::toString).map(NAME::matcher))
            .filteredOn(name -> name.matches())
            .as(side + " of " + rule)
            .hasSize(1)
            .allSatisfy(name ->
                assertThat(alternatives(name.group(2)))
                    .allSatisfy(one -> assertThat(names).anyMatch(known -> known.matches(one))));
      }
    }
  }

  /** {@code Kvlane(A|B)} is {@code KvlaneA} and {@code KvlaneB}; {@code A|B} are A and B. */
  private static List<String> alternatives(String pattern) {
    int open = pattern.indexOf('(');
    if (open < 0) {
      return List.of(pattern.split("\\|"));
    }
    return Pattern.compile("\\|")
        .splitAsStream(pattern.substring(open + 1, pattern.length() - 1))
        .map(one -> pattern.substring(0, open) + one)
        .toList();
  }
}
