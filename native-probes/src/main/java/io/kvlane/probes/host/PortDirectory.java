package io.kvlane.probes.host;

import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.LinkRate;
import io.kvlane.core.rdma.PortCounters;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.PortTraffic;
import io.kvlane.core.rdma.RdmaPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads one port, {@code /sys/class/infiniband/D/ports/P}: {@code state}, {@code phys_state},
 * {@code rate}, {@code link_layer} and {@code lid}
 * (Documentation/ABI/stable/sysfs-class-infiniband).
 */
final class PortDirectory {

  private static final int MOST_READS_AGAIN = 2;

  private final PortId id;
  private final Path directory;
  private final DeviceDirectory device;

  PortDirectory(PortId id, Path directory, DeviceDirectory device) {
    this.id = id;
    this.directory = directory;
    this.device = device;
  }

  PortId id() {
    return id;
  }

  /**
   * All of it; empty when the port has vanished.
   *
   * @param counters gives the values of counters
   */
  Optional<RdmaPort> read(CounterSource counters) {
    return outline()
        .map(port ->
            new RdmaPort(
                id,
                port.link(),
                port.transport(),
                GidTable.read(directory),
                new CounterDirectories(directory, counters).read()));
  }

  /** Without GIDs and counters; empty when the port has vanished. */
  Optional<RdmaPort> outline() {
    return link()
        .map(link ->
            new RdmaPort(id, link, device.transport(link.layer()), List.of(), PortCounters.NONE));
  }

  /**
   * What may change at any moment; empty when the port has vanished. Read until the state is the
   * same before and after, so that it fits the rest; a port that does not rest is shown as it
   * comes.
   */
  Optional<PortLink> link() {
    Optional<String> state = state();
    Optional<PortLink> link = state.map(this::link);
    Optional<String> now = state();
    for (int again = 0; again < MOST_READS_AGAIN && !now.equals(state); again++) {
      state = now;
      link = state.map(this::link);
      now = state();
    }
    return link;
  }

  private Optional<String> state() {
    return HostRoot.text(directory.resolve("state"));
  }

  private PortLink link(String state) {
    return new PortLink(
        PortState.parse(state),
        afterNumber(text("phys_state")),
        LinkRate.parse(text("rate")),
        layer(),
        lid(text("lid")));
  }

  /**
   * What it has carried; empty when the port has vanished.
   *
   * @param counters gives the values of counters
   */
  Optional<PortTraffic> traffic(CounterSource counters) {
    CounterDirectories directories = new CounterDirectories(directory, counters);
    return state()
        .map(state -> PortState.parse(state) == PortState.ACTIVE)
        .map(active -> traffic(active, directories));
  }

  private PortTraffic traffic(boolean active, CounterDirectories counters) {
    OptionalLong received = bytes(counters, "port_rcv_data");
    OptionalLong transmitted = bytes(counters, "port_xmit_data");
    OptionalLong lag = counters.lagMillis();
    if (received.isEmpty() && transmitted.isEmpty()) {
      OptionalLong in = counters.hardware("rcvd_pkts");
      OptionalLong out = counters.hardware("sent_pkts");
      if (in.isPresent() && out.isPresent()) {
        return PortTraffic.ofPackets(
            id, active, device.transport(layer()), in.getAsLong(), out.getAsLong(), lag);
      }
    }
    return new PortTraffic(id, active, device.transport(layer()), received, transmitted, lag);
  }

  private LinkLayer layer() {
    return LinkLayer.parse(text("link_layer"));
  }

  /**
   * Counters of the standard only: EFA's {@code rx_bytes} need not count what RDMA reads bring, so
   * they are no evidence of a run.
   */
  private static OptionalLong bytes(CounterDirectories counters, String name) {
    return PortCounters.ofWords(counters.standard(name));
  }

  private String text(String attribute) {
    return HostRoot.text(directory.resolve(attribute)).orElse("");
  }

  /** {@code 5: LinkUp} is LinkUp. */
  private static String afterNumber(String text) {
    return text.substring(text.indexOf(':') + 1).strip();
  }

  /** {@code 0x11} is 17; 0 is none. */
  private static OptionalInt lid(String text) {
    if (!text.matches("0x[0-9a-f]{1,5}")) {
      return OptionalInt.empty();
    }
    int lid = Integer.parseInt(text.substring(2), 16);
    return lid == 0 ? OptionalInt.empty() : OptionalInt.of(lid);
  }
}
