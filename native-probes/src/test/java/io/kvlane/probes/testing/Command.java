package io.kvlane.probes.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a short program to its end. */
public final class Command {

  private Command() {}

  /**
   * What a program said.
   *
   * @param status exit status
   * @param output standard output and error together
   */
  public record Result(int status, String output) {

    /** The output of a program that must have succeeded. */
    public String successful() {
      if (status != 0) {
        throw new AssertionError("exit status " + status + ": " + output);
      }
      return output;
    }
  }

  /** Runs a command line with the environment of the tests. */
  public static Result run(List<String> command) throws IOException, InterruptedException {
    return run(new ProcessBuilder(command));
  }

  /** Runs a prepared program; ends it when it does not end by itself. */
  public static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path output = Files.createTempFile("command", ".txt");
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("does not end: " + builder.command());
      }
      return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    } finally {
      Files.delete(output);
    }
  }
}
