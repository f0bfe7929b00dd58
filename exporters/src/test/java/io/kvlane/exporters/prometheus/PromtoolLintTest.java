package io.kvlane.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The golden files under Prometheus' own linter. */
class PromtoolLintTest {

  @ParameterizedTest
  @EnumSource
  void shouldPassPromtool(Scenario scenario) throws IOException, InterruptedException {
    Optional<Path> promtool = promtool();
    assumeTrue(promtool.isPresent(), "promtool is neither on the PATH nor in .tools");
    Process process =
        new ProcessBuilder(promtool.get().toString(), "check", "metrics")
            .redirectInput(GoldenExpositionTest.golden(scenario, "prom").toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  private static Optional<Path> promtool() {
    Stream<Path> path =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(directory -> !directory.isEmpty())
            .map(Path::of);
    Stream<Path> tools = Stream.of(Repository.file(".tools/bin"), Repository.file(".tools"));
    return Stream.concat(path, tools)
        .map(directory -> directory.resolve("promtool"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
