package io.kvlane.core.rdma;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a port counts, by the kernel's names. A counter that is there and has no value, as for
 * {@code N/A (no PMA)}, is an empty one; a counter that is not there has no entry.
 *
 * @param standard the directory {@code counters}
 * @param hardware the directory {@code hw_counters}
 * @param lagMillis how old the hardware counters may be, empty when the device does not say
 */
public record PortCounters(
    SortedMap<String, OptionalLong> standard,
    SortedMap<String, OptionalLong> hardware,
    OptionalLong lagMillis) {

  /** A port that counts nothing, or has not been asked. */
  public static final PortCounters NONE =
      new PortCounters(new TreeMap<>(), new TreeMap<>(), OptionalLong.empty());

  /** The data counters of the InfiniBand specification count words of 32 bits. */
  private static final long BYTES_PER_WORD = 4;

  /** Takes copies. */
  public PortCounters {
    standard = Collections.unmodifiableSortedMap(new TreeMap<>(standard));
    hardware = Collections.unmodifiableSortedMap(new TreeMap<>(hardware));
  }

  /** Bytes received; empty when the port counts none, or packets only, as soft-RoCE does. */
  public OptionalLong receivedBytes() {
    return bytes("port_rcv_data", "rx_bytes");
  }

  /** Bytes sent; empty when the port counts none, or packets only, as soft-RoCE does. */
  public OptionalLong transmittedBytes() {
    return bytes("port_xmit_data", "tx_bytes");
  }

  /** EFA has no data counters of the standard, but counts bytes of its own. */
  private OptionalLong bytes(String words, String bytes) {
    OptionalLong ofWords = ofWords(value(standard, words));
    return ofWords.isPresent() ? ofWords : value(hardware, bytes);
  }

  /** The bytes of a data counter of the standard; empty when there are more than a number holds. */
  public static OptionalLong ofWords(OptionalLong words) {
    return words.isPresent() && words.getAsLong() <= Long.MAX_VALUE / BYTES_PER_WORD
        ? OptionalLong.of(words.getAsLong() * BYTES_PER_WORD)
        : OptionalLong.empty();
  }

  /** Counters that rise when something went wrong, by name, as far as they have a value. */
  public SortedMap<String, Long> errors() {
    SortedMap<String, Long> errors = new TreeMap<>();
    for (String name : ErrorCounters.NAMES) {
      value(name).ifPresent(value -> errors.put(name, value));
    }
    return errors;
  }

  /** The value of a counter of either directory, empty when it has none. */
  public OptionalLong value(String name) {
    OptionalLong ofStandard = value(standard, name);
    return ofStandard.isPresent() ? ofStandard : value(hardware, name);
  }

  private static OptionalLong value(Map<String, OptionalLong> counters, String name) {
    return counters.getOrDefault(name, OptionalLong.empty());
  }
}
