package io.kvlane.probes.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What an initiator needs to reach a responder's region. Valid for one session.
 *
 * @param ucx UCX's address and key, null for other engines
 * @param tcp host, port and token, null for other engines
 */
public record ConnectionData(@Nullable Ucx ucx, @Nullable Tcp tcp) {

  /**
   * How to reach a region over UCX.
   *
   * @param workerAddress opaque address of the responder's worker, base64
   * @param remoteKey packed key of the region, base64
   * @param remoteAddress address of the region in the responder
   */
  public record Ucx(String workerAddress, String remoteKey, long remoteAddress) {}

  /**
   * How to reach a region over TCP.
   *
   * @param host address to connect to
   * @param port port to connect to
   * @param token secret of the session, base64; without it the responder moves nothing
   */
  public record Tcp(String host, int port, String token) {

    /** Leaves the token out: connection data may end up in a log. */
    @Override
    public String toString() {
      return "Tcp[host=" + host + ", port=" + port + "]";
    }
  }
}
