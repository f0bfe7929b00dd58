package io.kvlane.agent.lint;

/** A document cannot be read; the message says why, in one line. */
final class BrokenYamlException extends Exception {

  private final int line;

  BrokenYamlException(int line, String message) {
    super(message);
    this.line = line;
  }

  /** Line of the file, from 1. */
  int line() {
    return line;
  }
}
