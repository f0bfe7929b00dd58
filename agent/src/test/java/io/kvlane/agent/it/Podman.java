package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code podman} with the OCI runtime that works with every layout of cgroups, runc. */
final class Podman {

  /** Limits that an engine asks for by default may be above what this machine may set. */
  private static final List<String> LIMITS =
      List.of("--ulimit", "nofile=20000:20000", "--ulimit", "nproc=10000:10000");

  private static final Duration QUICK = Duration.ofSeconds(90);

  private Podman() {}

  /**
   * What came of a command.
   *
   * @param status exit status
   * @param text what it wrote to both outputs
   */
  record Result(int status, String text) {}

  /** Runs a command of podman that must succeed, and gives what it wrote. */
  static String run(String... arguments) {
    Result result = attempt(QUICK, List.of(arguments));
    assertThat(result.status()).as("podman %s: %s", List.of(arguments), result.text()).isZero();
    return result.text().strip();
  }

  /** The arguments of a container of these options, image and command. */
  static List<String> container(List<String> options, String image, String... command) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(LIMITS);
    all.addAll(options);
    all.add(image);
    all.addAll(List.of(command));
    return all;
  }

  /** Runs a command of podman, whatever comes of it. */
  static Result attempt(List<String> arguments) {
    return attempt(QUICK, arguments);
  }

  private static Result attempt(Duration within, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("podman", "--runtime", "runc"));
    command.addAll(arguments);
    return execute(within, command);
  }

  /** Runs a program to its end, within a time. */
  static Result execute(Duration within, List<String> command) {
    try {
      Path out = Files.createTempFile("podman", ".log");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(within.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ends in time: %s: %s", command, Files.readString(out)).isTrue();
        return new Result(process.exitValue(), Files.readString(out));
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
