package io.kvlane.probes.host;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Where the value of a counter comes from: its file, or the knowledge that it has none. */
@FunctionalInterface
interface CounterSource {

  /**
   * The value of a counter now.
   *
   * @param file in {@code counters} or {@code hw_counters}
   * @return empty when it has none
   */
  OptionalLong value(Path file);
}
