package io.kvlane.probes.host;

import io.kvlane.core.rdma.PortCounters;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code ports/P/counters} and {@code ports/P/hw_counters}
 * (Documentation/ABI/stable/sysfs-class-infiniband). {@code hw_counters/lifespan} is no counter: it
 * says for how many milliseconds the kernel gives out the same values.
 *
 * <p>Either directory may be absent (soft-RoCE has no {@code counters}); a file may hold {@code N/A
 * (no PMA)} or fail with EINVAL.
 */
final class CounterDirectories {

  private static final String STANDARD = "counters";
  private static final String HARDWARE = "hw_counters";
  private static final String LIFESPAN = "lifespan";

  private final Path port;
  private final CounterSource source;

  CounterDirectories(Path port, CounterSource source) {
    this.port = port;
    this.source = source;
  }

  /** All counters of the port. */
  PortCounters read() {
    SortedMap<String, OptionalLong> hardware = all(port.resolve(HARDWARE));
    hardware.remove(LIFESPAN);
    return new PortCounters(all(port.resolve(STANDARD)), hardware, lagMillis());
  }

  OptionalLong standard(String name) {
    return source.value(port.resolve(STANDARD).resolve(name));
  }

  OptionalLong hardware(String name) {
    return source.value(port.resolve(HARDWARE).resolve(name));
  }

  /** How old hardware counters may be, empty when the device does not say. */
  OptionalLong lagMillis() {
    return hardware(LIFESPAN);
  }

  private SortedMap<String, OptionalLong> all(Path directory) {
    SortedMap<String, OptionalLong> counters = new TreeMap<>();
    for (Path counter : HostRoot.entries(directory)) {
      counters.put(counter.getFileName().toString(), source.value(counter));
    }
    return counters;
  }
}
