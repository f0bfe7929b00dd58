package io.kvlane.core.finding.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.rules.WorkerRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunbooksTest {

  private static final Path DOCS = repository().resolve("src/docs");

  @Test
  void shouldNameTheRuleAndSayWhatToKnowOnEachPage() {
    for (String rule : names().toList()) {
      assertThat(DOCS.resolve(Finding.runbookOf(rule)))
          .content()
          .startsWith("# " + rule + "\n")
          .contains(
              "\n## Meaning\n",
              "\n## How to see it\n",
              "\n## Evidence\n",
              "\n## Likely causes\n",
              "\n## Fix\n");
    }
  }

  /** Of the rules over nodes, and of those over workers. */
  private static Stream<String> names() {
    return Stream.concat(
        Rules.all().stream().map(Rule::name), WorkerRules.all().stream().map(WorkerRule::name));
  }

  private static Path repository() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw")) && !Files.exists(directory.resolve(".git"))) {
      Path parent = directory.getParent();
      if (parent == null) {
        throw new UncheckedIOException(new IOException("not inside the repository"));
      }
      directory = parent;
    }
    return directory;
  }
}
