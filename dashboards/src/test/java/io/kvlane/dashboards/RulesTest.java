package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules under Prometheus' own tool: they are valid, and do what their tests say. */
class RulesTest {

  static final Path RULES = Repository.file("dashboards/prometheus/kvlane-rules.yaml");
  static final Path TESTS = Repository.file("dashboards/prometheus/tests");
  private static final Path SCRAPING = Repository.file("dashboards/prometheus/prometheus.yaml");

  static List<Path> tests() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void shouldBeValid() throws IOException, InterruptedException {
    succeeds("check", "rules", RULES.toString());
  }

  @ParameterizedTest
  @MethodSource("tests")
  void shouldDoWhatTheirTestsSay(Path test) throws IOException, InterruptedException {
    succeeds("test", "rules", test.toString());
  }

  /** Debian's Prometheus knows no discovery in Kubernetes, so a fixed target stands in for it. */
  @Test
  void shouldBeLoadedByTheExampleConfiguration(@TempDir Path directory)
      throws IOException, InterruptedException {
    String example = Files.readString(SCRAPING);
    String discovery = "kubernetes_sd_configs:\n      - role: pod\n";
    assertThat(example).contains(discovery);
    Path config = directory.resolve("prometheus.yaml");
    Files.writeString(
        config, example.replace(discovery, "static_configs:\n      - targets: [localhost:9977]\n"));
    Files.copy(RULES, directory.resolve("kvlane-rules.yaml"));

    Tool.Result checked = succeeds("check", "config", config.toString());

    assertThat(checked.output()).contains("1 rule files found");
  }

  private static Tool.Result succeeds(String... arguments)
      throws IOException, InterruptedException {
    Tool.Result result = Tool.orSkip("promtool").run(arguments);
    assertThat(result.status()).as(result.output()).isZero();
    return result;
  }
}
