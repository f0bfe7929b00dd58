package io.kvlane.agent.page;

import java.util.List;
import java.util.function.Function;

/** Keeps lists within a share of the page's weight, whatever there is to show. */
final class Share {

  private Share() {}

  /**
   * Writes items while they fit.
   *
   * @param bytes the most that they may weigh together
   * @return how many were written
   */
  static <T> int fill(Html page, int bytes, List<T> items, Function<T, Html> each) {
    int left = bytes;
    int written = 0;
    for (T item : items) {
      Html part = each.apply(item);
      left -= part.bytes();
      if (left < 0) {
        break;
      }
      page.add(part);
      written++;
    }
    return written;
  }

  /** Says how many there are that were not written, if any, and where they are to be had. */
  static void rest(Html page, int more, String what, String where) {
    if (more > 0) {
      page.open("p", "class", "note")
          .text(more + " more " + what + " in ")
          .element("a", where, "href", where)
          .text(".")
          .close("p");
    }
  }
}
