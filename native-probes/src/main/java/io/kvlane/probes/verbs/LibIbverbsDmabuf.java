package io.kvlane.probes.verbs;

/** The function of libibverbs that exists since rdma-core 34. Public because JNR-FFI needs it. */
public interface LibIbverbsDmabuf {

  /**
   * {@code struct ibv_mr *ibv_reg_dmabuf_mr(struct ibv_pd *, uint64_t, size_t, uint64_t, int,
   * int)}: six arguments, see the decision on jffi's stubs.
   */
  long ibv_reg_dmabuf_mr(
      long protectionDomain, long offset, long length, long address, int fd, int access);
}
