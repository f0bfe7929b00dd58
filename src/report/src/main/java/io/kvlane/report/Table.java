package io.kvlane.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of words, which all have one line.
 *
 * @param headers a word a column
 * @param rows as many words each
 */
public record Table(List<String> headers, List<List<String>> rows) {

  /** Takes a copy, and checks that all rows are complete. */
  public Table {
    headers = List.copyOf(headers);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != headers.size()) {
        throw new IllegalArgumentException(row.size() + " cells for " + headers.size());
      }
    }
  }

  /** For a terminal: columns in line. */
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(headers);
    lines.addAll(rows);
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < headers.size(); column++) {
      int index = column;
      widths.add(lines.stream().mapToInt(line -> line.get(index).length()).max().orElse(0));
    }
    return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining("\n"));
  }

  private static String padded(List<String> line, List<Integer> widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < line.size(); column++) {
      text.append(line.get(column));
      text.repeat(' ', widths.get(column) - line.get(column).length() + 2);
    }
    return text.toString().stripTrailing();
  }

  /** For a page. */
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(row(headers));
    lines.add("|---".repeat(headers.size()) + "|");
    rows.forEach(row -> lines.add(row(row)));
    return String.join("\n", lines);
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }
}
