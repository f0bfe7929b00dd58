package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What is wrong with all devices of a node alike is one finding about the node. */
final class SharedCause {

  /** The subject of what is wrong with the node as a whole. */
  static final String NODE = "node";

  private static final int MOST_LINES = 12;

  private SharedCause() {}

  /**
   * One finding where all of several devices are concerned, else one a device.
   *
   * @param all how many devices there are
   * @param evidence the evidence against those that are concerned, by name, in the order of
   *     findings
   * @param finding makes a finding of subject and evidence
   */
  static List<Finding> findings(
      int all,
      Map<String, List<String>> evidence,
      BiFunction<String, List<String>, Finding> finding) {
    if (all > 1 && evidence.size() == all) {
      return List.of(
          finding.apply(NODE, bounded(evidence.values().stream().flatMap(List::stream))));
    }
    return evidence.entrySet().stream()
        .map(entry -> finding.apply(entry.getKey(), bounded(entry.getValue().stream())))
        .toList();
  }

  /** Each line once, and no more of them than people read. */
  static List<String> bounded(Stream<String> lines) {
    List<String> distinct = lines.distinct().toList();
    if (distinct.size() <= MOST_LINES) {
      return distinct;
    }
    return Stream.concat(
            distinct.stream().limit(MOST_LINES),
            Stream.of("and %d more".formatted(distinct.size() - MOST_LINES)))
        .toList();
  }
}
