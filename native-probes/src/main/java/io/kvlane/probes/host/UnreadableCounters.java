package io.kvlane.probes.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers counters that gave no number, and does not open their files again for an hour. Firmware
 * answers for counters, and where it refuses, as on restricted functions, every question is a
 * complaint in the kernel's log.
 *
 * <p>All is forgotten of a device that is another: the kernel makes a device's directory anew when
 * a driver takes it. Safe for every thread.
 */
final class UnreadableCounters {

  private static final Duration AGAIN_AFTER = Duration.ofHours(1);

  /** A device's directory, as the file system identifies it, and when its files gave no number. */
  private record Device(Optional<Object> identity, Map<Path, Long> refusedNanos) {}

  private final CounterSource files;
  private final Map<Path, Device> devices = new HashMap<>();

  /**
   * Nothing is known so far.
   *
   * @param files opens a file
   */
  UnreadableCounters(CounterSource files) {
    this.files = files;
  }

  /**
   * The counters of a device at a moment.
   *
   * @param device its directory in {@code /sys/class/infiniband}
   * @param nowNanos the moment, in the time of {@link System#nanoTime}
   */
  CounterSource of(Path device, long nowNanos) {
    Map<Path, Long> refused = refused(device);
    return file -> value(refused, file, nowNanos);
  }

  /** Forgets devices that are not there any more. */
  synchronized void retain(Collection<Path> present) {
    devices.keySet().retainAll(present);
  }

  private synchronized Map<Path, Long> refused(Path directory) {
    Optional<Object> identity = identity(directory);
    Device known = devices.get(directory);
    if (known == null || !known.identity().equals(identity)) {
      known = new Device(identity, new ConcurrentHashMap<>());
      devices.put(directory, known);
    }
    return known.refusedNanos();
  }

  private OptionalLong value(Map<Path, Long> refused, Path file, long nowNanos) {
    Long at = refused.get(file);
    if (at != null && nowNanos - at < AGAIN_AFTER.toNanos()) {
      return OptionalLong.empty();
    }
    OptionalLong value = files.value(file);
    if (value.isPresent()) {
      refused.remove(file);
    } else {
      refused.put(file, nowNanos);
    }
    return value;
  }

  /** The inode, which the kernel does not soon give out again. */
  private static Optional<Object> identity(Path directory) {
    try {
      return Optional.ofNullable(
          Files.readAttributes(directory, BasicFileAttributes.class).fileKey());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
