package io.kvlane.probes.ucx;

/**
 * The functions of libucp that kvlane calls, under their C names (header {@code ucp/api/ucp.h}).
 * Handles, addresses and sizes are raw {@code long}s; {@code ucs_status_t} is a packed enum, one
 * {@code byte}, and what a register holds beside it is anything; {@code ucs_status_ptr_t} is a
 * {@code long}, see {@link UcxStatus#ofPointer}. Public because JNR-FFI needs it.
 */
public interface LibUcp {

  /** {@code void ucp_get_version(unsigned *, unsigned *, unsigned *)}. */
  void ucp_get_version(long major, long minor, long release);

  /** {@code ucs_status_t ucp_config_read(const char *, const char *, ucp_config_t **)}. */
  byte ucp_config_read(long prefix, long filename, long configOut);

  /** {@code ucs_status_t ucp_config_modify(ucp_config_t *, const char *, const char *)}. */
  byte ucp_config_modify(long config, String name, String value);

  /** {@code void ucp_config_release(ucp_config_t *)}. */
  void ucp_config_release(long config);

  /** {@code ucp_init} is inline and calls this with the version of the header. */
  byte ucp_init_version(int major, int minor, long params, long config, long contextOut);

  /** {@code void ucp_cleanup(ucp_context_h)}. */
  void ucp_cleanup(long context);

  /**
   * {@code ucs_status_t ucp_worker_create(ucp_context_h, const ucp_worker_params_t *, ucp_worker_h
   * *)}.
   */
  byte ucp_worker_create(long context, long params, long workerOut);

  /** {@code void ucp_worker_destroy(ucp_worker_h)}. */
  void ucp_worker_destroy(long worker);

  /** {@code ucs_status_t ucp_worker_get_address(ucp_worker_h, ucp_address_t **, size_t *)}. */
  byte ucp_worker_get_address(long worker, long addressOut, long lengthOut);

  /** {@code void ucp_worker_release_address(ucp_worker_h, ucp_address_t *)}. */
  void ucp_worker_release_address(long worker, long address);

  /** {@code unsigned ucp_worker_progress(ucp_worker_h)}. */
  int ucp_worker_progress(long worker);

  /** {@code ucs_status_t ucp_mem_map(ucp_context_h, const ucp_mem_map_params_t *, ucp_mem_h *)}. */
  byte ucp_mem_map(long context, long params, long memoryOut);

  /** {@code ucs_status_t ucp_mem_unmap(ucp_context_h, ucp_mem_h)}. */
  byte ucp_mem_unmap(long context, long memory);

  /** {@code ucs_status_t ucp_mem_query(const ucp_mem_h, ucp_mem_attr_t *)}. */
  byte ucp_mem_query(long memory, long attributes);

  /** {@code ucs_status_t ucp_context_query(ucp_context_h, ucp_context_attr_t *)}. */
  byte ucp_context_query(long context, long attributes);

  /** {@code ucs_status_t ucp_rkey_pack(ucp_context_h, ucp_mem_h, void **, size_t *)}. */
  byte ucp_rkey_pack(long context, long memory, long bufferOut, long sizeOut);

  /** {@code void ucp_rkey_buffer_release(void *)}. */
  void ucp_rkey_buffer_release(long buffer);

  /** {@code ucs_status_t ucp_ep_rkey_unpack(ucp_ep_h, const void *, ucp_rkey_h *)}. */
  byte ucp_ep_rkey_unpack(long endpoint, long buffer, long rkeyOut);

  /** {@code void ucp_rkey_destroy(ucp_rkey_h)}. */
  void ucp_rkey_destroy(long rkey);

  /** {@code ucs_status_t ucp_ep_create(ucp_worker_h, const ucp_ep_params_t *, ucp_ep_h *)}. */
  byte ucp_ep_create(long worker, long params, long endpointOut);

  /** {@code ucs_status_ptr_t ucp_ep_close_nbx(ucp_ep_h, const ucp_request_param_t *)}. */
  long ucp_ep_close_nbx(long endpoint, long param);

  /** {@code ucs_status_ptr_t ucp_ep_flush_nbx(ucp_ep_h, const ucp_request_param_t *)}. */
  long ucp_ep_flush_nbx(long endpoint, long param);

  /** {@code void ucp_ep_print_info(ucp_ep_h, FILE *)}. */
  void ucp_ep_print_info(long endpoint, long stream);

  /**
   * {@code ucs_status_ptr_t ucp_get_nbx(ucp_ep_h, void *, size_t, uint64_t, ucp_rkey_h, const
   * ucp_request_param_t *)}.
   */
  long ucp_get_nbx(long endpoint, long buffer, long count, long remote, long rkey, long param);

  /**
   * {@code ucs_status_ptr_t ucp_put_nbx(ucp_ep_h, const void *, size_t, uint64_t, ucp_rkey_h, const
   * ucp_request_param_t *)}.
   */
  long ucp_put_nbx(long endpoint, long buffer, long count, long remote, long rkey, long param);

  /** {@code ucs_status_t ucp_request_check_status(void *)}. */
  byte ucp_request_check_status(long request);

  /** {@code void ucp_request_free(void *)}. */
  void ucp_request_free(long request);
}
