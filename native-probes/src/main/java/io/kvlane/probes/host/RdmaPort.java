package io.kvlane.probes.host;

import io.kvlane.core.transfer.Transport;
import java.util.OptionalLong;

/**
 * A port of an RDMA device at one moment.
 *
 * @param device device name, such as {@code mlx5_0}
 * @param port port number, from 1
 * @param active whether the port's logical state is ACTIVE
 * @param transport what the port speaks, from its link layer and driver
 * @param receivedBytes bytes received since the device came up, empty when the device does not
 *     count
 * @param transmittedBytes bytes sent since the device came up, empty when the device does not count
 * @param countersLagMillis how old the counters may be, from {@code hw_counters/lifespan}; empty
 *     when the device does not say
 */
public record RdmaPort(
    String device,
    int port,
    boolean active,
    Transport transport,
    OptionalLong receivedBytes,
    OptionalLong transmittedBytes,
    OptionalLong countersLagMillis) {}
