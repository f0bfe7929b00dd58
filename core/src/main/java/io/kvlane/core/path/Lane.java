package io.kvlane.core.path;

import io.kvlane.core.transfer.Transport;

/**
 * One lane of a UCX endpoint.
 *
 * @param resource transport and device as UCX names them, such as {@code rc_mlx5/mlx5_0:1}
 * @param transport the transport's family
 * @param remoteMemoryAccess whether UCX marks the lane for hardware remote memory access
 */
public record Lane(String resource, Transport transport, boolean remoteMemoryAccess) {}
