package io.kvlane.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of which one part is generated, between two markers, and the rest written by hand. */
public final class MarkdownPage {

  private MarkdownPage() {}

  /**
   * Replaces the generated part of a page.
   *
   * @param target what writes it, such as {@code make bench}; the markers name it
   * @throws IOException when the page cannot be read or written, or has no such part
   */
  public static void rewrite(Path page, String target, String generated) throws IOException {
    Files.writeString(page, replaced(Files.readString(page), target, generated));
  }

  static String replaced(String page, String target, String generated) throws IOException {
    String first = "<!-- begin: written by " + target + " -->";
    String last = "<!-- end: written by " + target + " -->";
    int begin = page.indexOf(first);
    int end = page.indexOf(last);
    if (begin < 0 || end < begin) {
      throw new IOException("the page lacks the lines \"" + first + "\" and \"" + last + "\"");
    }
    return page.substring(0, begin + first.length())
        + "\n\n"
        + generated.strip()
        + "\n\n"
        + page.substring(end);
  }
}
