package io.kvlane.probes.host;

import io.kvlane.core.pci.PciAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a function hangs, as its directory says: {@code
 * …/pci0000:15/0000:15:01.0/0000:16:00.0/0000:18:00.0} is below the host bridge {@code pci0000:15}
 * and two bridges (Documentation/PCI/sysfs-pci.rst).
 *
 * @param hostBridge name of the host bridge
 * @param bridges bridges between it and the function, from the top
 */
record PciPath(String hostBridge, List<PciAddress> bridges) {

  /** The bus has 256 numbers, and every bridge takes one. */
  private static final int MOST_BRIDGES = 256;

  private static final Pattern HOST_BRIDGE = Pattern.compile("pci[0-9a-f]{4,8}:[0-9a-f]{2}");

  /**
   * Reads the path of a function's directory. A controller such as VMD has a host bridge of its own
   * below it: then the last host bridge counts.
   *
   * @return empty when it is no such path
   */
  static Optional<PciPath> parse(Path directory) {
    List<PciAddress> above = new ArrayList<>();
    for (int i = directory.getNameCount() - 2; i >= 0 && above.size() < MOST_BRIDGES; i--) {
      String name = directory.getName(i).toString();
      if (HOST_BRIDGE.matcher(name).matches()) {
        return Optional.of(new PciPath(name, above.reversed()));
      }
      Optional<PciAddress> bridge = PciAddress.parse(name);
      if (bridge.isEmpty()) {
        return Optional.empty();
      }
      above.add(bridge.get());
    }
    return Optional.empty();
  }
}
