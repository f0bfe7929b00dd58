package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs {@code kvlane} to its end. */
final class Cli {

  private Cli() {}

  /**
   * What came of a command.
   *
   * @param status exit status
   */
  record Result(int status, String out, String err) {}

  /** The environment of an agent or a command that keeps everything below a directory. */
  static Map<String, String> environment(Path directory) {
    return Map.of(
        "KVLANE_HTTP_HOST",
        "127.0.0.1",
        "KVLANE_STATE_DIRECTORY",
        directory.resolve("state").toString(),
        "KVLANE_JAVA_OPTS",
        "-Djava.io.tmpdir=" + directory.resolve("tmp"),
        "KVLANE_TRANSFER_INTERVAL",
        "3s",
        "KVLANE_TRANSFER_DEADLINE",
        "1400ms",
        "KVLANE_TRANSFER_MAX_BYTES",
        "1MiB",
        "KVLANE_TRANSFER_BUDGET_PER_SECOND",
        "1GiB",
        "KVLANE_PROFILES",
        "llama-3.1-8b");
  }

  /** Runs a command that ends by itself, with these settings beside or instead of the usual. */
  static Result run(Path directory, Map<String, String> settings, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Installation.launcher().toString()));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new TreeMap<>(environment(directory));
    environment.putAll(settings);
    try {
      Files.createDirectories(directory.resolve("tmp"));
      Path out = directory.resolve("out");
      Path err = directory.resolve("err");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("KVLANE_"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        assertThat(process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .as("ends by itself: %s", command)
            .isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
