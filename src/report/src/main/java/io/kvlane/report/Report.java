package io.kvlane.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that was found, and where the figures come from.
 *
 * @param origin date, command and machine
 * @param sections the figures
 */
public record Report(Table origin, List<Section> sections) {

  /** Takes a copy. */
  public Report {
    sections = List.copyOf(sections);
  }

  /**
   * A report of today.
   *
   * @param target what was called, such as {@code make bench}
   * @param words its arguments
   * @param machine where
   * @param versions names and versions of what else decides about the figures
   */
  public static Report of(
      String target,
      List<String> words,
      Machine machine,
      List<List<String>> versions,
      List<Section> sections) {
    String command =
        words.isEmpty() ? target : target + " ARGS=\"" + String.join(" ", words) + "\"";
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("date", LocalDate.now(ZoneOffset.UTC).toString()));
    rows.add(List.of("command", "`" + command + "`"));
    rows.add(List.of("processor", machine.processor() + ", " + machine.cores() + " cores"));
    rows.add(List.of("kernel", machine.kernel()));
    rows.addAll(versions);
    rows.add(List.of("JDK", Runtime.version() + " (" + System.getProperty("java.vendor") + ")"));
    rows.add(List.of("load averages at start", machine.load()));
    return new Report(new Table(List.of("", ""), rows), sections);
  }

  /** For a terminal. */
  public String text() {
    return origin.text()
        + "\n\n"
        + sections.stream().map(Section::text).collect(Collectors.joining("\n"));
  }

  /** For a page. */
  public String markdown() {
    return origin.markdown()
        + "\n\n"
        + sections.stream().map(Section::markdown).collect(Collectors.joining("\n"));
  }
}
