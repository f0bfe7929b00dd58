package io.kvlane.agent.lint;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Documents of a file, split at lines that begin with three dashes, as Kubernetes' own tools do it:
 * a broken document then hides none of those that follow, and only one is in memory. Lines may be
 * of any length.
 */
final class DocumentSplitter {

  /** Longest document: Kubernetes takes objects of 1.5 MiB at most. */
  static final int MOST_CHARACTERS = 4 << 20;

  private static final String SEPARATOR = "---";
  private static final int END = -1;

  private final Reader reader;
  private final StringBuilder line = new StringBuilder();
  private int lineNumber;
  private boolean lineCut;
  private boolean held;

  /**
   * Splits what a reader gives.
   *
   * @param reader buffered; the caller closes it
   */
  DocumentSplitter(Reader reader) {
    this.reader = reader;
  }

  /**
   * The next document; empty after the last.
   *
   * @throws IOException as the reader says it
   */
  Optional<DocumentText> next() throws IOException {
    if (!held && !readLine()) {
      return Optional.empty();
    }
    int first = lineNumber;
    StringBuilder text = new StringBuilder();
    boolean tooLong = false;
    do {
      held = false;
      tooLong |= lineCut || text.length() + line.length() > MOST_CHARACTERS;
      if (!tooLong) {
        text.append(line);
      }
      held = readLine();
    } while (held && !isSeparator());
    return Optional.of(new DocumentText(first, text.toString(), tooLong));
  }

  private boolean isSeparator() {
    return line.length() >= SEPARATOR.length()
        && line.substring(0, SEPARATOR.length()).equals(SEPARATOR)
        && (line.length() == SEPARATOR.length()
            || Character.isWhitespace(line.charAt(SEPARATOR.length())));
  }

  private boolean readLine() throws IOException {
    line.setLength(0);
    lineCut = false;
    int c = reader.read();
    if (c == END) {
      return false;
    }
    lineNumber++;
    for (; c != END; c = reader.read()) {
      if (line.length() < MOST_CHARACTERS) {
        line.append((char) c);
      } else {
        lineCut = true;
      }
      if (c == '\n') {
        break;
      }
    }
    return true;
  }
}
