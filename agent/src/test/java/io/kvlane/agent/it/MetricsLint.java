package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code promtool check metrics} says of a scrape. */
final class MetricsLint {

  private MetricsLint() {}

  /**
   * What is wrong with our metrics. The test is skipped where there is no promtool.
   *
   * @param directory where the scrape and the answer are put
   */
  static List<String> complaints(Path directory, String scrape) {
    Path promtool = ServerProcess.programOrSkip("promtool");
    Path said = directory.resolve("complaints");
    try {
      Path input = Files.writeString(directory.resolve("scrape"), scrape);
      int status =
          new ProcessBuilder(promtool.toString(), "check", "metrics")
              .redirectInput(input.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start()
              .waitFor();
      List<String> lines = Files.readAllLines(said);
      // It ends with 3 when it has remarks, and with 1 when it cannot read the scrape.
      assertThat(status).as(lines.toString()).isIn(0, 3);
      return lines.stream().filter(MetricsLint::isOurs).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** What promtool says about Micrometer's meters of the JVM is not ours to mend. */
  private static boolean isOurs(String line) {
    return !line.matches("(jvm|process|system)_.*");
  }
}
