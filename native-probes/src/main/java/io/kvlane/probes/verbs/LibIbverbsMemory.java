package io.kvlane.probes.verbs;

/** How libibverbs registers memory for a NIC. Public because JNR-FFI needs it. */
public interface LibIbverbsMemory {

  /** {@code struct ibv_mr *ibv_reg_mr(struct ibv_pd *, void *, size_t, int)}. */
  long ibv_reg_mr(long protectionDomain, long address, long length, int access);

  /** {@code int ibv_dereg_mr(struct ibv_mr *)}. */
  int ibv_dereg_mr(long region);
}
