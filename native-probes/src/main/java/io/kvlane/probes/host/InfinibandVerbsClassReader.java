package io.kvlane.probes.host;

import io.kvlane.core.rdma.RdmaDevice.CharacterDevice;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code /sys/class/infiniband_verbs/uverbsN/ibdev}
 * (Documentation/ABI/stable/sysfs-class-infiniband), which says to which device the character
 * device {@code /dev/infiniband/uverbsN} belongs. The class is absent while the module {@code
 * ib_uverbs} is not loaded.
 */
final class InfinibandVerbsClassReader {

  private static final String CLASS = "sys/class/infiniband_verbs";
  private static final String FILES = "dev/infiniband";

  private final HostRoot root;

  InfinibandVerbsClassReader(HostRoot root) {
    this.root = root;
  }

  /** The character devices, by the name of their RDMA device. */
  Map<String, CharacterDevice> read() {
    Map<String, CharacterDevice> found = new TreeMap<>();
    for (Path entry : HostRoot.entries(root.resolve(CLASS))) {
      String name = entry.getFileName().toString();
      HostRoot.text(entry.resolve("ibdev"))
          .ifPresent(device ->
              found.put(
                  device,
                  new CharacterDevice(name, HostRoot.isFile(root.resolve(FILES).resolve(name)))));
    }
    return found;
  }
}
