package io.kvlane.probes.host;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads which NUMA nodes the machine has, from {@code /sys/devices/system/node}
 * (Documentation/ABI/stable/sysfs-devices-node), and gives a device its node.
 *
 * @param only the machine's only node, empty when it has several or does not say
 */
record NumaNodes(OptionalInt only) {

  private static final String NODES = "sys/devices/system/node";
  private static final String PREFIX = "node";
  private static final String NO_NODE = "-1";

  /** The kernel knows 1024 nodes at most (CONFIG_NODES_SHIFT). */
  private static final int MOST_NODES = 1024;

  static NumaNodes read(HostRoot root) {
    List<Integer> numbers =
        HostRoot.entries(root.resolve(NODES)).stream()
            .map(Path::getFileName)
            .map(Path::toString)
            .filter(name -> name.startsWith(PREFIX))
            .map(name -> parse(name.substring(PREFIX.length())))
            .flatMapToInt(OptionalInt::stream)
            .boxed()
            .toList();
    return new NumaNodes(
        numbers.size() == 1 ? OptionalInt.of(numbers.getFirst()) : OptionalInt.empty());
  }

  /**
   * The node of a device, from its attribute {@code numa_node}. A device of which the firmware says
   * nothing ({@code -1}) is on the only node there is.
   */
  OptionalInt of(String numaNode) {
    return numaNode.equals(NO_NODE) ? only : parse(numaNode);
  }

  /** The number of a node, empty for {@code -1} and for anything else. */
  static OptionalInt parse(String text) {
    if (!text.matches("\\d{1,4}")) {
      return OptionalInt.empty();
    }
    int node = Integer.parseInt(text);
    return node < MOST_NODES ? OptionalInt.of(node) : OptionalInt.empty();
  }
}
