package io.kvlane.core.peer;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Nodes that hold the prefill and the decode workers of one deployment: each of the first with each
 * of the others is a pair of interest. A node may be among both.
 *
 * @param prefill names of nodes, sorted, each once
 * @param decode names of nodes, sorted, each once
 */
public record InterestGroup(List<String> prefill, List<String> decode) {

  /** Sorts, so that groups of the same nodes are equal. */
  public InterestGroup {
    prefill = prefill.stream().distinct().sorted().toList();
    decode = decode.stream().distinct().sorted().toList();
  }

  /** The same without nodes that are not there. */
  InterestGroup among(Collection<String> nodes) {
    return new InterestGroup(
        prefill.stream().filter(nodes::contains).toList(),
        decode.stream().filter(nodes::contains).toList());
  }

  /** Whether there is no pair in it. */
  boolean isEmpty() {
    return prefill.isEmpty() || decode.isEmpty() || (nodes().count() == 1);
  }

  /** All its nodes, each once. */
  Stream<String> nodes() {
    return Stream.concat(prefill.stream(), decode.stream()).distinct();
  }

  /** The group as one word. */
  String text() {
    return String.join(",", prefill) + ":" + String.join(",", decode);
  }
}
