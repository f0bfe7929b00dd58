package io.kvlane.simulation;

import io.kvlane.simulation.Scenarios.Kind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The command line.
 *
 * @param nodes sizes of clusters
 * @param kinds what to simulate of each size
 * @param seed seed of all that is drawn
 * @param markdown page to write the figures into
 */
record Arguments(SortedSet<Integer> nodes, Set<Kind> kinds, long seed, Optional<Path> markdown) {

  static final String USAGE =
      """
      make simulate ARGS="[--nodes N]... [--only NAME]... [--seed S] [--markdown FILE]"
        --nodes N        clusters of N nodes only, 2 to 10000 (10, 32, 100, 512, 1000 and 10000)
        --only NAME      one kind only: plain, skew, dead, churn, all or overlapping
        --seed S         another number draws other clusters (1)
        --markdown FILE  put the figures into the generated part of a page
      """;

  private static final List<Integer> SIZES = List.of(10, 32, 100, 512, 1000, 10_000);
  private static final int LEAST_NODES = 2;
  private static final int MOST_NODES = 10_000;

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Arguments parse(List<String> words) {
    Deque<String> left = new ArrayDeque<>(words);
    SortedSet<Integer> nodes = new TreeSet<>();
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    long seed = 1;
    Optional<Path> markdown = Optional.empty();
    while (!left.isEmpty()) {
      String option = left.remove();
      switch (option) {
        case "--nodes" ->
            nodes.add((int) number(option, valueOf(option, left), LEAST_NODES, MOST_NODES));
        case "--only" -> kinds.add(Kind.named(valueOf(option, left)));
        case "--seed" -> seed = number(option, valueOf(option, left), 0, Long.MAX_VALUE);
        case "--markdown" -> markdown = Optional.of(Path.of(valueOf(option, left)));
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new Arguments(
        nodes.isEmpty() ? new TreeSet<>(SIZES) : nodes,
        kinds.isEmpty() ? EnumSet.allOf(Kind.class) : kinds,
        seed,
        markdown);
  }

  private static String valueOf(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.remove();
  }

  private static long number(String option, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw new IllegalArgumentException(option + " is a number from " + least + " to " + most);
  }
}
