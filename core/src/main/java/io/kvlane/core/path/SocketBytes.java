package io.kvlane.core.path;

/**
 * What the TCP sockets of one process carried during a run: the growth of {@code
 * tcpi_bytes_received} and {@code tcpi_bytes_acked} (Linux {@code TCP_INFO}), summed over all of
 * the process's sockets.
 *
 * @param receivedBytes bytes received, at least 0
 * @param ackedBytes bytes sent and acknowledged by the other end, at least 0
 * @param sockets TCP sockets the process had
 */
public record SocketBytes(long receivedBytes, long ackedBytes, int sockets) {}
