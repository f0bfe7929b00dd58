package io.kvlane.core.rdma;

import java.util.Optional;

/**
 * A filled slot of a port's table of global identifiers.
 *
 * @param index slot, as {@code UCX_IB_GID_INDEX} counts
 * @param address eight groups of four hexadecimal digits
 * @param type {@code RoCE v2}, {@code IB/RoCE v1}; empty when the kernel does not say
 * @param netdev network interface that it belongs to, empty when the kernel does not say
 */
public record Gid(int index, String address, String type, Optional<String> netdev) {}
