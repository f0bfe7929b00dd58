package io.kvlane.exporters.prometheus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prometheus' own linter; tests that need it are skipped where it is not. */
record Promtool(Path executable) {

  /** What it wrote, and how it ended. */
  record Result(int status, String output) {}

  /** Finds it, or skips the calling test. */
  static Promtool orSkip() {
    Optional<Path> found = find();
    assumeTrue(found.isPresent(), "promtool is neither on the PATH nor in .tools");
    return new Promtool(found.orElseThrow());
  }

  Result run(ProcessBuilder.Redirect input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectInput(input).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private static Optional<Path> find() {
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
