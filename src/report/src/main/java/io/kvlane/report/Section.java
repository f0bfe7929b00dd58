package io.kvlane.report;

import java.util.List;
import java.util.Optional;

/**
 * One part of the report.
 *
 * @param title heading
 * @param table figures, empty when there are none
 * @param notes what else there is to say, each a sentence or two
 */
public record Section(String title, Optional<Table> table, List<String> notes) {

  /** Takes a copy. */
  public Section {
    notes = List.copyOf(notes);
  }

  /** For a terminal. */
  public String text() {
    StringBuilder text = new StringBuilder(title).append('\n');
    table.ifPresent(figures -> text.append('\n').append(figures.text()).append('\n'));
    notes.forEach(note -> text.append('\n').append(note).append('\n'));
    return text.toString();
  }

  /** For a page. */
  public String markdown() {
    StringBuilder text = new StringBuilder("### ").append(title).append('\n');
    table.ifPresent(figures -> text.append('\n').append(figures.markdown()).append('\n'));
    notes.forEach(note -> text.append('\n').append(note).append('\n'));
    return text.toString();
  }
}
