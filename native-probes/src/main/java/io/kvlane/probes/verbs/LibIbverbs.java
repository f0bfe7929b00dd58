package io.kvlane.probes.verbs;

/**
 * The functions of libibverbs that kvlane calls, under their C names (header {@code
 * infiniband/verbs.h}). Pointers are raw {@code long}s. Public because JNR-FFI needs it.
 */
public interface LibIbverbs {

  /** {@code struct ibv_device **ibv_get_device_list(int *)}. */
  long ibv_get_device_list(long countOut);

  /** {@code void ibv_free_device_list(struct ibv_device **)}. */
  void ibv_free_device_list(long list);

  /** {@code const char *ibv_get_device_name(struct ibv_device *)}. */
  String ibv_get_device_name(long device);

  /** {@code struct ibv_context *ibv_open_device(struct ibv_device *)}. */
  long ibv_open_device(long device);

  /** {@code int ibv_close_device(struct ibv_context *)}. */
  int ibv_close_device(long context);

  /** {@code int ibv_query_device(struct ibv_context *, struct ibv_device_attr *)}. */
  int ibv_query_device(long context, long attributes);

  /**
   * {@code int ibv_query_port(struct ibv_context *, uint8_t, struct _compat_ibv_port_attr *)}: the
   * exported function fills the structure without what later versions appended.
   */
  int ibv_query_port(long context, byte port, long attributes);

  /** {@code struct ibv_pd *ibv_alloc_pd(struct ibv_context *)}. */
  long ibv_alloc_pd(long context);

  /** {@code int ibv_dealloc_pd(struct ibv_pd *)}. */
  int ibv_dealloc_pd(long protectionDomain);
}
