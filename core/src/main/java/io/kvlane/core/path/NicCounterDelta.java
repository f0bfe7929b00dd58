package io.kvlane.core.path;

import io.kvlane.core.transfer.Transport;

/**
 * How a NIC port's own counters moved during a run.
 *
 * @param device RDMA device, such as {@code mlx5_0}
 * @param port port number, from 1
 * @param transport what the port's link layer speaks
 * @param movedBytes growth of received or transmitted bytes over the run, whichever is larger
 * @param liveBytes bytes that live traffic would have moved in the same time, from its rate just
 *     before the run
 * @param updated whether the counters had been refreshed by the device since the run ended
 * @param atMost whether the bytes are an upper bound, which shows how busy a port was and never
 *     that it carried something
 */
public record NicCounterDelta(
    String device,
    int port,
    Transport transport,
    long movedBytes,
    long liveBytes,
    boolean updated,
    boolean atMost) {

  /** Live traffic above this share of the payload makes the counters useless for attribution. */
  private static final double SHARED_ABOVE = 0.10;

  /** Counters of bytes. */
  public NicCounterDelta(
      String device,
      int port,
      Transport transport,
      long movedBytes,
      long liveBytes,
      boolean updated) {
    this(device, port, transport, movedBytes, liveBytes, updated, false);
  }

  /** Whether live traffic hides what the run did. */
  public boolean shared(long payloadBytes) {
    return liveBytes > SHARED_ABOVE * payloadBytes;
  }
}
