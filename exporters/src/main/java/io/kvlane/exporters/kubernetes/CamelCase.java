package io.kvlane.exporters.kubernetes;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names of rules as Kubernetes writes reasons: {@code path-fallback} is {@code PathFallback}. */
final class CamelCase {

  private CamelCase() {}

  static String of(String dashed) {
    return Arrays.stream(dashed.split("-"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
