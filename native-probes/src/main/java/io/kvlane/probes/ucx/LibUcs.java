package io.kvlane.probes.ucx;

/**
 * The function of libucs that kvlane calls (header {@code ucs/type/status.h}). Public because
 * JNR-FFI needs it.
 */
public interface LibUcs {

  /** {@code const char *ucs_status_string(ucs_status_t)}. */
  String ucs_status_string(int status);
}
