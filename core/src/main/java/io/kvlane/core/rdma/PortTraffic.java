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
 */
public record PortTraffic(
    PortId id,
    boolean active,
    Transport transport,
    OptionalLong receivedBytes,
    OptionalLong transmittedBytes,
    OptionalLong countersLagMillis) {}
