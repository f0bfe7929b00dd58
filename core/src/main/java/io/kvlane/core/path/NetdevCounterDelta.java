package io.kvlane.core.path;

/**
 * How a network interface's byte counters moved during a run. They rise with soft-RoCE and with
 * RoCE behind a bond, so they neither prove nor refute TCP.
 *
 * @param netdev interface name
 * @param movedBytes growth of received or transmitted bytes, whichever is larger
 */
public record NetdevCounterDelta(String netdev, long movedBytes) {}
