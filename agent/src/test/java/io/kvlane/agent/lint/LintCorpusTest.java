package io.kvlane.agent.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Repository;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.rules.WorkerRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Manifests, each beside what must be found in it: {@code --platform} as its first line where it is
 * given, then a line a finding or unknown, written by hand.
 */
class LintCorpusTest {

  private static final Path CORPUS = Repository.file("agent/src/test/resources/lint");
  private static final String EXPECTED = ".expected";
  private static final String PLATFORM = "--platform ";

  static Stream<String> manifests() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(EXPECTED))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static List<String> expected(String manifest) throws IOException {
    String name = manifest.substring(0, manifest.lastIndexOf('.'));
    return Files.readAllLines(CORPUS.resolve(name + EXPECTED));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void shouldFindWhatIsWrittenBesideIt(String manifest) throws Exception {
    List<String> expected = expected(manifest);
    Optional<Platform> platform =
        expected.stream()
            .filter(line -> line.startsWith(PLATFORM))
            .findFirst()
            .flatMap(line -> Platform.of(line.substring(PLATFORM.length())));

    LintResult result =
        new Linter(WorkerRules.all(), platform, InputStream.nullInputStream())
            .lint(List.of(CORPUS.resolve(manifest).toString()));

    Stream<String> findings =
        result.findings().stream()
            .map(finding ->
                "%s %s %d %s"
                    .formatted(
                        finding.mistake().severity().label(),
                        finding.mistake().rule(),
                        finding.line(),
                        finding.object()));
    Stream<String> unknown =
        result.unknown().stream()
            .map(one ->
                "unknown %s %d %s".formatted(one.unknown().rule(), one.line(), one.object()));
    assertThat(Stream.concat(findings, unknown))
        .containsExactlyInAnyOrderElementsOf(
            expected.stream().filter(line -> !line.startsWith(PLATFORM)).toList());
    assertThat(result.notes()).noneMatch(LintNote::unread);
    assertThat(result.counts().workers()).isPositive();
  }

  @Test
  void shouldHoldAMistakeForEveryRule() throws Exception {
    StringBuilder all = new StringBuilder();
    for (String manifest : manifests().toList()) {
      all.append(String.join("\n", expected(manifest))).append('\n');
    }
    assertThat(WorkerRules.all())
        .extracting(WorkerRule::name)
        // What the kubelet gave is known of pods only.
        .filteredOn(rule -> !rule.equals("worker-gpu-nic-sockets"))
        .allSatisfy(rule -> assertThat(all).contains(" " + rule + " "));
  }
}
