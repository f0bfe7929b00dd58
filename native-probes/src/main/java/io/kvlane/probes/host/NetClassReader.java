package io.kvlane.probes.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads {@code /sys/class/net/N} and its {@code statistics} (Linux,
 * Documentation/ABI/testing/sysfs-class-net and sysfs-class-net-statistics).
 */
public final class NetClassReader {

  private static final String CLASS = "sys/class/net";

  /**
   * Nodes with a virtual interface for each of hundreds of pods exist; evidence needs the first
   * few.
   */
  private static final int MOST_INTERFACES = 32;

  private static final int MOST_NAMES = 4096;

  private final HostRoot root;

  /** A reader below a root. */
  public NetClassReader(HostRoot root) {
    this.root = root;
  }

  /** Names of all interfaces, empty when they cannot be read or are more than 4096. */
  public Optional<Set<String>> names() {
    return HostRoot.listing(root.resolve(CLASS))
        .filter(netdevs -> netdevs.size() <= MOST_NAMES)
        .map(netdevs ->
            netdevs.stream()
                // Bonding has a file here.
                .filter(Files::isDirectory)
                .map(netdev -> netdev.getFileName().toString())
                .collect(Collectors.toSet()));
  }

  /** Interfaces that count, by name, at most 32. */
  public List<NetdevCounters> read() {
    List<NetdevCounters> found = new ArrayList<>();
    for (Path netdev : HostRoot.entries(root.resolve(CLASS))) {
      OptionalLong received = HostRoot.number(netdev.resolve("statistics/rx_bytes"));
      OptionalLong transmitted = HostRoot.number(netdev.resolve("statistics/tx_bytes"));
      if (received.isPresent() && transmitted.isPresent() && found.size() < MOST_INTERFACES) {
        found.add(
            new NetdevCounters(
                netdev.getFileName().toString(), received.getAsLong(), transmitted.getAsLong()));
      }
    }
    return found;
  }
}
