package io.kvlane.agent.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** RDMA devices in a directory that looks like a host's {@code /sys}. */
public final class Sysfs {

  private final Path devices;

  /** A host with the directory of the class, and no device in it. */
  public Sysfs(Path root) {
    devices = root.resolve("sys/class/infiniband");
    try {
      Files.createDirectories(devices);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a device with one active InfiniBand port. */
  public Sysfs device(String name) {
    write(name + "/fw_ver", "28.39.1002");
    write(name + "/node_guid", "0000:0000:0000:%04x".formatted(name.hashCode() & 0xffff));
    write(name + "/ports/1/link_layer", "InfiniBand");
    write(name + "/ports/1/rate", "400 Gb/sec (4X NDR)");
    return received(name, 0).state(name, "4: ACTIVE", "5: LinkUp");
  }

  public Sysfs state(String name, String state, String physicalState) {
    write(name + "/ports/1/phys_state", physicalState);
    return write(name + "/ports/1/state", state);
  }

  public Sysfs received(String name, long words) {
    return write(name + "/ports/1/counters/port_rcv_data", Long.toString(words));
  }

  public Sysfs rename(String name, String newName) throws IOException {
    Files.move(devices.resolve(name), devices.resolve(newName));
    return this;
  }

  public Sysfs remove(String name) throws IOException {
    try (Stream<Path> files = Files.walk(devices.resolve(name))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return this;
  }

  private Sysfs write(String file, String content) {
    Path path = devices.resolve(file);
    try {
      Files.createDirectories(path.getParent());
      Files.writeString(path, content + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
