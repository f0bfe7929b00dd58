package io.kvlane.agent.lint;

import java.util.OptionalInt;

/**
 * Something that a person should know of the input, and that is no finding.
 *
 * @param file its name; empty for the whole input
 * @param line from 1, empty where it is about no line
 * @param text one sentence
 * @param unread whether something could not be judged because of it
 */
public record LintNote(String file, OptionalInt line, String text, boolean unread) {

  static LintNote of(String file, String text) {
    return new LintNote(file, OptionalInt.empty(), text, false);
  }

  static LintNote unread(String file, String text) {
    return new LintNote(file, OptionalInt.empty(), text, true);
  }

  static LintNote unread(String file, int line, String text) {
    return new LintNote(file, OptionalInt.of(line), text, true);
  }
}
