package io.kvlane.dashboards;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that keep the order in which they were written, so that generated files do. */
final class Ordered {

  private Ordered() {}

  static <V> Map<String, V> copyOf(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** A map that can be added to. */
  static Map<String, Object> map() {
    return new LinkedHashMap<>();
  }
}
