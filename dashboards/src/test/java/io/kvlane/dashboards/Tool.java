package io.kvlane.dashboards;

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

/**
 * A program of Prometheus' or Alertmanager's. Tests that need it are skipped where nothing was
 * fetched, and fail where others were and it was not.
 */
record Tool(Path executable) {

  private static final Path FETCHED = Repository.file(".tools/bin");

  /** What it wrote, and how it ended. */
  record Result(int status, String output) {}

  /** Finds it, or skips the calling test. */
  static Tool orSkip(String name) {
    Optional<Path> found = find(name);
    if (found.isEmpty() && Files.isDirectory(FETCHED)) {
      throw new AssertionError(
          name + " is missing in " + FETCHED + ": run src/build/install-native.sh test");
    }
    assumeTrue(found.isPresent(), name + " is neither on the PATH nor in .tools");
    return new Tool(found.orElseThrow());
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private static Optional<Path> find(String name) {
    Stream<Path> path =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(directory -> !directory.isEmpty())
            .map(Path::of);
    return Stream.concat(path, Stream.of(FETCHED))
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
