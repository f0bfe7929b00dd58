package io.kvlane.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Repository;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.rules.Rules;
import io.kvlane.core.workload.rules.WorkerRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunbooksTest {

  @Test
  void shouldHaveThePageOfEveryRule() {
    List<String> rules =
        Stream.concat(
                Rules.all().stream().map(Rule::name),
                WorkerRules.all().stream().map(rule -> rule.name()))
            .toList();

    assertThat(rules)
        .hasSizeGreaterThan(40)
        .allSatisfy(rule -> assertThat(Runbooks.page(rule)).isPresent());
  }

  @Test
  void shouldListAllPagesOfTheSourceTree() throws Exception {
    try (Stream<java.nio.file.Path> pages = Files.list(Repository.file("src/docs/runbooks"))) {
      List<String> names =
          pages
              .map(page -> page.getFileName().toString())
              .filter(name -> name.matches("[a-z0-9-]+\\.md"))
              .map(name -> name.replace(".md", ""))
              .sorted()
              .toList();

      assertThat(Runbooks.names()).isEqualTo(names);
    }
    String index = new String(Runbooks.index(), StandardCharsets.UTF_8);
    assertThat(index).contains("<a href=\"/runbooks/path-fallback.md\">path-fallback</a>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "none-such",
        "../application",
        "..%2fapplication",
        "path-fallback.md",
        "a/b",
        "PATH"
      })
  void shouldLeadNowhereElse(String name) {
    assertThat(Runbooks.page(name)).isEmpty();
  }
}
