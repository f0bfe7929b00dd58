package io.kvlane.agent.lint;

import java.util.OptionalInt;

/**
 * A document of a file, not yet parsed.
 *
 * @param firstLine line of the file at which it begins, from 1
 * @param text what it is; its beginning only, where it is too long
 * @param tooLong whether it is longer than {@link DocumentSplitter#MOST_CHARACTERS}
 */
record DocumentText(int firstLine, String text, boolean tooLong) {

  private static final String TEMPLATE = "{{";

  /** The first line that looks like what a template engine has not seen yet. */
  OptionalInt templateLine() {
    int at = text.indexOf(TEMPLATE);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(lineOf(at));
  }

  /** The line of the file that a character stands in. */
  int lineOf(int at) {
    return firstLine
        + (int)
            text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
  }
}
