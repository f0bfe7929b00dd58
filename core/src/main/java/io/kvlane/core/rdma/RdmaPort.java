package io.kvlane.core.rdma;

import io.kvlane.core.transfer.Transport;
import java.util.List;
import java.util.Optional;

/**
 * A port of an RDMA device.
 *
 * @param id device and number
 * @param link what may change at any moment
 * @param transport what the port speaks
 * @param gids filled slots of its table of global identifiers, by index
 * @param counters what it counts
 */
public record RdmaPort(
    PortId id, PortLink link, Transport transport, List<Gid> gids, PortCounters counters) {

  /** Takes a copy. */
  public RdmaPort {
    gids = List.copyOf(gids);
  }

  /** The network interface of the port, empty with InfiniBand and EFA. */
  public Optional<String> netdev() {
    return gids.stream().flatMap(gid -> gid.netdev().stream()).findFirst();
  }

  /** The same port with another link. */
  public RdmaPort with(PortLink now) {
    return new RdmaPort(id, now, transport, gids, counters);
  }
}
