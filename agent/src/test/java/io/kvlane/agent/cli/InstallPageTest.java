package io.kvlane.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kvlane.agent.samples.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on installing names what there is, and says of each command whether it was run. */
class InstallPageTest {

  private static final Pattern BLOCK = Pattern.compile("```(sh|yaml)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern MANIFEST =
      Pattern.compile("k8s/(?:base|overlays|components)[\\w/.-]*");
  private static final Pattern TARGET = Pattern.compile("(?m)^make (\\w+)");
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\./kvlane (\\w+)");
  private static final Pattern METRIC = Pattern.compile("kvlane_[a-z_]+");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)[^)]*\\)");

  /** Commands that tests run, by what they begin with. */
  private static final List<String> RUN = List.of("./kvlane certs ", "kubectl kustomize ");

  private static final String MARKER = "# not run here";

  private String page = "";

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Repository.file("src/docs/install.md"));
  }

  private Stream<String> all(Pattern pattern, int group) {
    return pattern.matcher(page).results().map(found -> found.group(group));
  }

  private Stream<String> blocks(String language) {
    return BLOCK
        .matcher(page)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2));
  }

  @Test
  void shouldMarkEveryCommandThatNoTestRuns() {
    assertThat(blocks("sh"))
        .isNotEmpty()
        .allSatisfy(block -> {
          boolean isRun = RUN.stream().anyMatch(block::startsWith);
          assertThat(isRun ? block.lines().count() == 1 : block.startsWith(MARKER + "\n"))
              .as(block)
              .isTrue();
        });
  }

  @Test
  void shouldNameManifestsAndPagesThatThereAre() {
    assertThat(all(MANIFEST, 0).filter(path -> !path.contains("pool-b")))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(Repository.file(path)).exists());
    assertThat(all(LINK, 1))
        .isNotEmpty()
        .allSatisfy(
            path -> assertThat(Repository.file("src/docs").resolve(path).normalize()).exists());
  }

  @Test
  void shouldNameTargetsCommandsAndMetricsThatThereAre() throws IOException {
    String make = Files.readString(Repository.file("Makefile"));
    String metrics = Files.readString(Repository.file("src/docs/metrics.md"));
    assertThat(all(TARGET, 1))
        .isNotEmpty()
        .allSatisfy(target -> assertThat(make).contains("\n" + target + ": "));
    assertThat(all(COMMAND, 1))
        .isNotEmpty()
        .allSatisfy(
            command -> assertThat(KvlaneMain.commandLine().getSubcommands()).containsKey(command));
    assertThat(all(METRIC, 0))
        .isNotEmpty()
        .allSatisfy(metric -> assertThat(metrics).contains("`" + metric + "`"));
  }

  @Test
  void shouldRenderTheOverlayOfAPoolAsItIsWritten(@TempDir Path directory) throws Exception {
    assumeThat(Stream.of("/usr/bin/kubectl", "/usr/local/bin/kubectl").map(Path::of))
        .as("kubectl, which is not here")
        .anyMatch(Files::isExecutable);
    Path copied = directory.resolve("k8s");
    run(List.of("cp", "-r", Repository.file("k8s").toString(), copied.toString()));
    Path pool = Files.createDirectories(copied.resolve("overlays/pool-b"));
    Files.writeString(
        pool.resolve("kustomization.yaml"),
        blocks("yaml")
            .filter(block -> block.contains("overlays/pool-b"))
            .findFirst()
            .orElseThrow());
    Files.writeString(pool.resolve("kvlane.properties"), "kvlane.expected-rdma-devices=4\n");

    assertThat(run(List.of("kubectl", "kustomize", pool.toString())))
        .contains("name: kvlane-b\n", "pool: b\n", "kvlane.io/pool: b\n")
        .contains("kvlane.expected-rdma-devices=4")
        .doesNotContain("serviceAccountName: kvlane\n");
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    return out;
  }
}
