package io.kvlane.probes.host;

import io.kvlane.core.transfer.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads {@code /sys/class/infiniband} (Linux, Documentation/ABI/stable/sysfs-class-infiniband).
 *
 * <p>{@code ports/P/counters/port_rcv_data} and {@code port_xmit_data} count 32-bit words. The
 * directory may be absent (soft-RoCE), a file may hold {@code N/A (no PMA)} or fail with EINVAL, a
 * device may vanish while it is read.
 */
public final class InfinibandClassReader {

  private static final String CLASS = "sys/class/infiniband";
  private static final long BYTES_PER_WORD = 4;
  private static final String ACTIVE = "4:";
  private static final String EFA_DRIVER = "efa";

  private final HostRoot root;

  /** A reader below a root. */
  public InfinibandClassReader(HostRoot root) {
    this.root = root;
  }

  /** All ports of all devices, by device and port. */
  public List<RdmaPort> read() {
    List<RdmaPort> ports = new ArrayList<>();
    for (Path device : HostRoot.entries(root.resolve(CLASS))) {
      for (Path port : HostRoot.entries(device.resolve("ports"))) {
        read(device, port).ifPresent(ports::add);
      }
    }
    ports.sort(Comparator.comparing(RdmaPort::device).thenComparingInt(RdmaPort::port));
    return ports;
  }

  private static Optional<RdmaPort> read(Path device, Path port) {
    Optional<String> state = HostRoot.text(port.resolve("state"));
    Optional<String> linkLayer = HostRoot.text(port.resolve("link_layer"));
    String number = port.getFileName().toString();
    if (state.isEmpty() || !number.matches("\\d{1,3}")) {
      return Optional.empty();
    }
    return Optional.of(
        new RdmaPort(
            device.getFileName().toString(),
            Integer.parseInt(number),
            state.get().startsWith(ACTIVE),
            transport(device, linkLayer.orElse("")),
            bytes(port, "port_rcv_data"),
            bytes(port, "port_xmit_data"),
            HostRoot.number(port.resolve("hw_counters/lifespan"))));
  }

  private static OptionalLong bytes(Path port, String counter) {
    OptionalLong words = HostRoot.number(port.resolve("counters").resolve(counter));
    return words.isPresent()
        ? OptionalLong.of(words.getAsLong() * BYTES_PER_WORD)
        : OptionalLong.empty();
  }

  /** EFA calls its link layer "Unspecified"; its driver tells. */
  private static Transport transport(Path device, String linkLayer) {
    return switch (linkLayer) {
      case "InfiniBand" -> Transport.INFINIBAND;
      case "Ethernet" -> Transport.ROCE;
      default ->
          device.getFileName().toString().contains(EFA_DRIVER) || isEfa(device)
              ? Transport.EFA
              : Transport.UNKNOWN;
    };
  }

  private static boolean isEfa(Path device) {
    return HostRoot.text(device.resolve("device/uevent"))
        .filter(text -> text.lines().anyMatch(line -> line.equals("DRIVER=" + EFA_DRIVER)))
        .isPresent();
  }
}
