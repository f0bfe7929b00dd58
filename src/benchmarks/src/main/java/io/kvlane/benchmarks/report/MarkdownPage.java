package io.kvlane.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of which one part is generated, between two markers, and the rest written by hand. */
public final class MarkdownPage {

  static final String BEGIN = "<!-- begin: written by make bench -->";
  static final String END = "<!-- end: written by make bench -->";

  private MarkdownPage() {}

  /**
   * Replaces the generated part of a page.
   *
   * @throws IOException when the page cannot be read or written, or has no such part
   */
  public static void rewrite(Path page, String generated) throws IOException {
    Files.writeString(page, replaced(Files.readString(page), generated));
  }

  static String replaced(String page, String generated) throws IOException {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException("the page lacks the lines \"" + BEGIN + "\" and \"" + END + "\"");
    }
    return page.substring(0, begin + BEGIN.length())
        + "\n\n"
        + generated.strip()
        + "\n\n"
        + page.substring(end);
  }
}
