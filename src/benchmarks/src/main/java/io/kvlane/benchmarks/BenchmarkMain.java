package io.kvlane.benchmarks;

import io.kvlane.benchmarks.Arguments.Part;
import io.kvlane.benchmarks.footprint.FootprintBenchmark;
import io.kvlane.benchmarks.inspection.InspectionBenchmark;
import io.kvlane.benchmarks.lint.LintBenchmark;
import io.kvlane.benchmarks.transfer.TransferBenchmark;
import io.kvlane.report.Machine;
import io.kvlane.report.MarkdownPage;
import io.kvlane.report.Report;
import io.kvlane.report.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code make bench}: measures, prints the figures and, if asked, puts them into a page. Run it
 * from the root of the repository.
 */
public final class BenchmarkMain {

  private static final String TARGET = "make bench";
  private static final int EXIT_USAGE = 2;

  private BenchmarkMain() {}

  /** Measures what the arguments ask for; see {@link Arguments#USAGE}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = List.of(args);
    try {
      run(Arguments.parse(words), words);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Arguments.USAGE);
      System.exit(EXIT_USAGE);
    }
  }

  private static void run(Arguments arguments, List<String> words)
      throws IOException, InterruptedException {
    Machine machine = Machine.read();
    List<Section> sections = new ArrayList<>();
    boolean withTool = arguments.parts().contains(Part.TOOL);
    boolean withTwin = arguments.parts().contains(Part.TWIN);
    String ucx = TransferBenchmark.ucxVersion();
    if (withTool || withTwin) {
      sections.addAll(TransferBenchmark.run(withTool, withTwin, arguments.rounds()));
    }
    if (arguments.parts().contains(Part.FOOTPRINT)) {
      sections.add(FootprintBenchmark.run());
    }
    if (arguments.parts().contains(Part.INSPECTION)) {
      sections.add(InspectionBenchmark.run());
    }
    if (arguments.parts().contains(Part.LINT)) {
      sections.add(LintBenchmark.run());
    }
    Report report = Report.of(TARGET, words, machine, List.of(List.of("UCX", ucx)), sections);
    System.out.println(report.text());
    if (arguments.markdown().isPresent()) {
      MarkdownPage.rewrite(arguments.markdown().get(), TARGET, report.markdown());
    }
  }
}
