package io.kvlane.probes.libfabric;

/**
 * The functions of libfabric that kvlane calls, under their C names (header {@code rdma/fabric.h}).
 * Their symbols have versions; a look-up by name gives the newest, whose structures the headers of
 * that version describe. Pointers are raw {@code long}s. Public because JNR-FFI needs it.
 */
public interface LibFabric {

  /** {@code uint32_t fi_version(void)}: 16 bits major, 16 bits minor. */
  int fi_version();

  /**
   * {@code int fi_getinfo(uint32_t, const char *, const char *, uint64_t, const struct fi_info *,
   * struct fi_info **)}: six arguments, see the decision on jffi's stubs.
   */
  int fi_getinfo(int version, long node, long service, long flags, long hints, long infoOut);

  /** {@code struct fi_info *fi_dupinfo(const struct fi_info *)}; of null, an empty one. */
  long fi_dupinfo(long info);

  /** {@code void fi_freeinfo(struct fi_info *)}: the whole list. */
  void fi_freeinfo(long info);

  /** {@code const char *fi_strerror(int)}. */
  String fi_strerror(int error);
}
