package io.kvlane.probes.host;

/**
 * Byte counters of a network interface since it came up.
 *
 * @param netdev interface name
 * @param receivedBytes bytes received
 * @param transmittedBytes bytes sent
 */
public record NetdevCounters(String netdev, long receivedBytes, long transmittedBytes) {}
