package io.kvlane.core.rdma;

import io.kvlane.core.transfer.Transport;
import java.util.OptionalLong;

/**
 * What a port has carried: the little that is read around a run.
 *
 * @param id device and number
 * @param active whether the port's logical state is ACTIVE
 * @param transport what the port speaks
 * @param receivedBytes bytes received since the device came up, empty when the device does not
 *     count
 * @param transmittedBytes bytes sent since the device came up, empty when the device does not count
 * @param countersLagMillis how old the counters may be, empty when the device does not say
 * @param atMost whether the bytes are an upper bound: packets times the largest that one may carry
 */
public record PortTraffic(
    PortId id,
    boolean active,
    Transport transport,
    OptionalLong receivedBytes,
    OptionalLong transmittedBytes,
    OptionalLong countersLagMillis,
    boolean atMost) {

  /**
   * Most that a packet carries (InfiniBand Architecture Specification, volume 1: the largest MTU).
   */
  private static final long MOST_PACKET_BYTES = 4096;

  /** A port that counts its bytes, or nothing. */
  public PortTraffic(
      PortId id,
      boolean active,
      Transport transport,
      OptionalLong receivedBytes,
      OptionalLong transmittedBytes,
      OptionalLong countersLagMillis) {
    this(id, active, transport, receivedBytes, transmittedBytes, countersLagMillis, false);
  }

  /** A port that counts packets only, as soft-RoCE does. */
  public static PortTraffic ofPackets(
      PortId id,
      boolean active,
      Transport transport,
      long receivedPackets,
      long transmittedPackets,
      OptionalLong countersLagMillis) {
    return new PortTraffic(
        id,
        active,
        transport,
        OptionalLong.of(receivedPackets * MOST_PACKET_BYTES),
        OptionalLong.of(transmittedPackets * MOST_PACKET_BYTES),
        countersLagMillis,
        true);
  }
}
