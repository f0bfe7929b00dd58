package io.kvlane.benchmarks;

import io.kvlane.benchmarks.report.Section;
import io.kvlane.benchmarks.report.Table;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that was measured, and where.
 *
 * @param date day of the measurement
 * @param machine where
 * @param ucx version of UCX
 * @param command how it was called
 * @param sections the figures
 */
record Report(LocalDate date, Machine machine, String ucx, String command, List<Section> sections) {

  static Report of(Machine machine, String ucx, List<String> words, List<Section> sections) {
    String command =
        words.isEmpty() ? "make bench" : "make bench ARGS=\"" + String.join(" ", words) + "\"";
    return new Report(LocalDate.now(ZoneOffset.UTC), machine, ucx, command, sections);
  }

  private Table origin() {
    return new Table(
        List.of("", ""),
        List.of(
            List.of("date", date.toString()),
            List.of("command", "`" + command + "`"),
            List.of("processor", machine.processor() + ", " + machine.cores() + " cores"),
            List.of("kernel", machine.kernel()),
            List.of("UCX", ucx),
            List.of("JDK", Runtime.version() + " (" + System.getProperty("java.vendor") + ")"),
            List.of("load averages at start", machine.load())));
  }

  String text() {
    return origin().text()
        + "\n\n"
        + sections.stream().map(Section::text).collect(Collectors.joining("\n"));
  }

  String markdown() {
    return origin().markdown()
        + "\n\n"
        + sections.stream().map(Section::markdown).collect(Collectors.joining("\n"));
  }
}
