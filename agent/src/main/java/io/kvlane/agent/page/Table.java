package io.kvlane.agent.page;

import java.util.List;
import java.util.function.Function;

/** Tables that scroll by themselves where the screen is narrow. */
final class Table {

  private Table() {}

  /** Begins a table with a caption for those who do not see the heading, up to its body. */
  static Html open(String caption, List<String> heads) {
    Html table = frame(caption).open("thead").open("tr");
    heads.forEach(head -> table.element("th", head, "scope", "col"));
    return table.close("tr").close("thead").open("tbody");
  }

  /** Begins a table whose head follows. */
  static Html frame(String caption) {
    return new Html()
        .open("div", "class", "scroll", "role", "region", "aria-label", caption, "tabindex", "0")
        .open("table")
        .element("caption", caption, "class", "hidden");
  }

  static Html close() {
    return new Html().close("tbody").close("table").close("div");
  }

  /**
   * A whole table.
   *
   * @param bytes the most that its rows may weigh
   * @return how many rows it has
   */
  static <T> int of(
      Html page,
      String caption,
      List<String> heads,
      int bytes,
      List<T> items,
      Function<T, Html> row) {
    page.add(open(caption, heads));
    int rows = Share.fill(page, bytes, items, row);
    page.add(close());
    return rows;
  }

  /** Lines that the reader opens. */
  static Html details(String key, String summary, List<String> lines) {
    Html details =
        new Html().open("details", "data-key", key).element("summary", summary).open("ul");
    lines.forEach(line -> details.element("li", line));
    return details.close("ul").close("details");
  }

  /** A cell of several parts. */
  static Html cell(Html content) {
    return new Html().open("td").add(content).close("td");
  }

  static Html cell(String text) {
    return new Html().element("td", text);
  }

  static Html number(String text) {
    return new Html().element("td", text, "class", "number");
  }

  /** The cell that names its row. */
  static Html head(String text) {
    return new Html().element("th", text, "scope", "row");
  }
}
