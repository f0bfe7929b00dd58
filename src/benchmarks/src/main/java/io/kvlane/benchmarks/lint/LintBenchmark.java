package io.kvlane.benchmarks.lint;

import static io.kvlane.report.Figures.fixed;

import io.kvlane.benchmarks.stats.Samples;
import io.kvlane.report.Section;
import io.kvlane.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Time and memory of linting files of 2, 1,000 and 10,000 documents. */
public final class LintBenchmark {

  private static final Path DIRECTORY = Path.of("src/benchmarks/target/lint");
  private static final List<Integer> DOCUMENTS = List.of(2, 1_000, 10_000);

  /** Small, so that memory which grows with the input would end in a failure. */
  private static final long HEAP_BYTES = 128L << 20;

  private static final int RUNS = 5;
  private static final double MEBI = 1L << 20;
  private static final List<String> HEADERS = List.of("documents", "seconds", "peak MiB", "runs");

  private LintBenchmark() {}

  /** Lints each file several times, from the start of the command to its end. */
  public static Section run() throws IOException, InterruptedException {
    Files.createDirectories(DIRECTORY);
    List<List<String>> rows = new ArrayList<>();
    for (int documents : DOCUMENTS) {
      Path file = DIRECTORY.resolve(documents + ".yaml");
      Manifests.write(file, documents);
      rows.add(row(documents, file));
    }
    return new Section(
        "Linting manifests",
        Optional.of(new Table(HEADERS, rows)),
        List.of("With a heap of at most %d MiB.".formatted(HEAP_BYTES >> 20)));
  }

  private static List<String> row(int documents, Path file)
      throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    List<Double> mebibytes = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      LintRun run = LintRun.of(file, HEAP_BYTES);
      seconds.add(run.seconds());
      mebibytes.add(run.peakResidentBytes() / MEBI);
    }
    return List.of(
        Integer.toString(documents),
        text(new Samples(seconds), 2),
        text(new Samples(mebibytes), 0),
        Integer.toString(RUNS));
  }

  private static String text(Samples samples, int digits) {
    return "%s (%s–%s)"
        .formatted(
            fixed(samples.median(), digits),
            fixed(samples.min(), digits),
            fixed(samples.max(), digits));
  }
}
