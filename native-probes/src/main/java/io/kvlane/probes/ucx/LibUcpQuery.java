package io.kvlane.probes.ucx;

/** Functions of libucp that only later versions make useful. Public because JNR-FFI needs it. */
public interface LibUcpQuery {

  /**
   * {@code ucs_status_t ucp_ep_query(ucp_ep_h, ucp_ep_attr_t *)}. Exported before 1.14 too, but
   * there it says OK and fills no transports.
   */
  byte ucp_ep_query(long endpoint, long attributes);
}
