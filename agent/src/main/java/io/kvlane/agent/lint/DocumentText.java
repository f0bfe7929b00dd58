package io.kvlane.agent.lint;

/**
 * A document of a file, not yet parsed.
 *
 * @param firstLine line of the file at which it begins, from 1
 * @param text what it is; its beginning only, where it is too long
 * @param tooLong whether it is longer than {@link DocumentSplitter#MOST_CHARACTERS}
 */
record DocumentText(int firstLine, String text, boolean tooLong) {

  private static final String TEMPLATE = "{{";

  /** Whether it looks like what a template engine has not seen yet. */
  boolean hasTemplates() {
    return text.contains(TEMPLATE);
  }
}
