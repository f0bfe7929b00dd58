package io.kvlane.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The command line.
 *
 * @param rounds times that every contender is measured
 * @param parts what to measure
 * @param markdown page to write the figures into
 */
record Arguments(int rounds, Set<Part> parts, Optional<Path> markdown) {

  static final String USAGE =
      """
      make bench ARGS="[--rounds N] [--only PART]... [--markdown FILE]"
        --rounds N       measure every contender N times (9; 3 for a quick look)
        --only PART      measure a part only: tool, twin, footprint, inspection or lint
        --markdown FILE  put the figures into the generated part of a page
      """;

  private static final int DEFAULT_ROUNDS = 9;
  private static final int MOST_ROUNDS = 1000;

  /** What can be measured. */
  enum Part {
    /** One buffer, against ucx_perftest. */
    TOOL,
    /** A scattered KV cache, against the C twin. */
    TWIN,
    /** Memory and scrape time, beside node_exporter. */
    FOOTPRINT,
    /** Processor time of a look at a node. */
    INSPECTION,
    /** Time and memory of linting manifests. */
    LINT
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Arguments parse(List<String> words) {
    Deque<String> left = new ArrayDeque<>(words);
    int rounds = DEFAULT_ROUNDS;
    Set<Part> parts = EnumSet.noneOf(Part.class);
    Optional<Path> markdown = Optional.empty();
    while (!left.isEmpty()) {
      String option = left.remove();
      switch (option) {
        case "--rounds" -> rounds = rounds(valueOf(option, left));
        case "--only" -> parts.add(part(valueOf(option, left)));
        case "--markdown" -> markdown = Optional.of(Path.of(valueOf(option, left)));
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new Arguments(rounds, parts.isEmpty() ? EnumSet.allOf(Part.class) : parts, markdown);
  }

  private static String valueOf(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.remove();
  }

  private static int rounds(String text) {
    try {
      int rounds = Integer.parseInt(text);
      if (rounds >= 1 && rounds <= MOST_ROUNDS) {
        return rounds;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw new IllegalArgumentException("--rounds is a number from 1 to " + MOST_ROUNDS);
  }

  private static Part part(String text) {
    try {
      return Part.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--only is tool, twin, footprint, inspection or lint", e);
    }
  }
}
