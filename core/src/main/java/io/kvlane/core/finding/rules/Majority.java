package io.kvlane.core.finding.rules;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What most of several things have in common.
 *
 * @param value what they have
 * @param holders how many have it: at least two, and more than half
 * @param all how many there are
 */
record Majority<V>(V value, long holders, int all) {

  private static final long FEWEST_HOLDERS = 2;

  /** What more than half have, and two at least; empty where nothing is that common. */
  static <V> Optional<Majority<V>> of(Collection<V> values) {
    return values.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() >= FEWEST_HOLDERS)
        .filter(entry -> entry.getValue() * 2 > values.size())
        .map((Map.Entry<V, Long> entry) ->
            new Majority<>(entry.getKey(), entry.getValue(), values.size()))
        .findFirst();
  }

  /** How many have it, such as {@code 7 of 8}. */
  String share() {
    return holders + " of " + all;
  }
}
