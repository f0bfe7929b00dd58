package io.kvlane.benchmarks.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kvlane.benchmarks.process.Children;
import io.kvlane.benchmarks.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compiles the C twin with the machine's own compiler and UCX headers. */
final class TwinCompiler {

  private static final Path SOURCE = Path.of("src/benchmarks/src/main/c/kv_twin.c");
  private static final Path PROGRAM = Path.of("src/benchmarks/target/kv_twin");
  private static final Path HEADER = Path.of("/usr/include/ucp/api/ucp.h");

  private TwinCompiler() {}

  /**
   * Compiles, and returns the program.
   *
   * @throws MeasurementException saying what is missing or wrong
   */
  static Path compile() throws MeasurementException, InterruptedException {
    Path compiler =
        Programs.find("gcc").orElseThrow(() -> new MeasurementException("there is no gcc"));
    if (!Files.exists(HEADER)) {
      throw new MeasurementException("UCX's headers are missing (Debian: libucx-dev)");
    }
    Path program = PROGRAM.toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    compiler.toString(),
                    "-O2",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-o",
                    program.toString(),
                    SOURCE.toString(),
                    "-lucp",
                    "-lucs",
                    "-lpthread"))
            .redirectErrorStream(true);
    try {
      Process process = Children.start(builder);
      try {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
          throw new MeasurementException("gcc: " + output.lines().findFirst().orElse("failed"));
        }
      } finally {
        Children.end(process);
      }
    } catch (IOException e) {
      throw new MeasurementException("gcc", e);
    }
    return program;
  }
}
