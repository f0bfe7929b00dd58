package io.kvlane.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Repository;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.finding.rules.Rules;
import io.kvlane.core.workload.rules.WorkerRules;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of src/docs/runbooks beside the rules and alerts that they are about. */
class RunbooksTest {

  private static final Path DIRECTORY = Repository.file("src/docs/runbooks");
  private static final MarkdownPage INDEX = MarkdownPage.read(DIRECTORY.resolve("README.md"));
  private static final List<AlertRule> ALERTS =
      AlertRule.read(Repository.file("dashboards/prometheus/kvlane-rules.yaml"));

  /** By name of a rule; what else has a page are alerts. */
  private static final Map<String, Set<String>> SEVERITIES = severities();

  static Stream<MarkdownPage> pages() {
    return MarkdownPage.readAll(DIRECTORY).stream().filter(page -> !page.name().equals("README"));
  }

  @Test
  void shouldHaveAPageForEachRuleAndAlertAndNoOther() {
    Set<String> wanted =
        Stream.concat(
                KnownNames.rulesOfTheCode().map(rule -> rule + ".md"),
                ALERTS.stream().map(AlertRule::page))
            .collect(Collectors.toSet());

    assertThat(pages().map(page -> page.name() + ".md"))
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void shouldBeWhereFindingsPointTo() {
    assertThat(KnownNames.rulesOfTheCode())
        .allSatisfy(rule ->
            assertThat(Repository.file("src/docs").resolve(Finding.runbookOf(rule))).exists());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void shouldSayTheSameThingsAtTheSamePlaces(MarkdownPage page) {
    assertThat(problems(page.name()).of(page)).isEmpty();
  }

  @Test
  void shouldListEachAlertInTheIndex() {
    assertThat(rowsOfIndex("By alert"))
        .isEqualTo(
            ALERTS.stream()
                .map(alert ->
                    List.of(
                        "`" + alert.name() + "`",
                        alert.severity(),
                        link(alert.page().replaceFirst("\\.md$", ""))))
                .toList());
  }

  @Test
  void shouldListEachRuleOnceInTheIndex() {
    assertThat(rowsOfIndex("By rule"))
        .containsExactlyInAnyOrderElementsOf(
            SEVERITIES.entrySet().stream()
                .map(rule -> List.of(link(rule.getKey()), inOrder(rule.getValue())))
                .toList());
  }

  private static List<List<String>> rowsOfIndex(String section) {
    return new MarkdownPage(DIRECTORY, INDEX.sections().getOrDefault(section, "")).rows();
  }

  private static String link(String page) {
    return "[%s](%s.md)".formatted(page, page);
  }

  private static String inOrder(Set<String> severities) {
    return Stream.of("critical", "warning", "info")
        .filter(severities::contains)
        .collect(Collectors.joining(", "));
  }

  private static RunbookProblems problems(String page) {
    List<AlertRule> alerts =
        ALERTS.stream().filter(alert -> alert.page().equals(page + ".md")).toList();
    Set<String> ofAlerts = alerts.stream().map(AlertRule::severity).collect(Collectors.toSet());
    return new RunbookProblems(
        SEVERITIES.getOrDefault(page, ofAlerts),
        alerts.stream().map(AlertRule::name).collect(Collectors.toSet()),
        SEVERITIES.containsKey(page));
  }

  /** What a rule can say is nowhere but in its source. */
  private static Map<String, Set<String>> severities() {
    Map<String, Set<String>> severities = new HashMap<>();
    Rules.all().forEach(rule -> severities.put(rule.name(), inSource(rule)));
    WorkerRules.all().forEach(rule -> severities.put(rule.name(), inSource(rule)));
    return severities;
  }

  private static Set<String> inSource(Object rule) {
    Path file =
        Repository.file(
            "core/src/main/java/" + rule.getClass().getName().replace('.', '/') + ".java");
    Set<String> severities = new TreeSet<>();
    for (Severity severity : Severity.values()) {
      if (MarkdownPage.read(file).text().contains("Severity." + severity.name())) {
        severities.add(severity.label());
      }
    }
    return severities;
  }
}
