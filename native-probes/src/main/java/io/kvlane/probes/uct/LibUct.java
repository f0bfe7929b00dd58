package io.kvlane.probes.uct;

/**
 * The functions of libuct that kvlane calls, under their C names (header {@code uct/api/uct.h}).
 * Handles are raw {@code long}s; {@code ucs_status_t} is a packed enum, one {@code byte}. Public
 * because JNR-FFI needs it.
 */
public interface LibUct {

  /**
   * {@code ucs_status_t uct_query_components(uct_component_h **, unsigned *)}: loads UCX's modules,
   * such as those for InfiniBand and CUDA.
   */
  byte uct_query_components(long componentsOut, long countOut);

  /** {@code void uct_release_component_list(uct_component_h *)}. */
  void uct_release_component_list(long components);

  /** {@code ucs_status_t uct_component_query(uct_component_h, uct_component_attr_t *)}. */
  byte uct_component_query(long component, long attributes);

  /**
   * {@code ucs_status_t uct_md_config_read(uct_component_h, const char *, const char *,
   * uct_md_config_t **)}.
   */
  byte uct_md_config_read(long component, long prefix, long filename, long configOut);

  /** {@code void uct_config_release(void *)}. */
  void uct_config_release(long config);

  /**
   * {@code ucs_status_t uct_md_open(uct_component_h, const char *, const uct_md_config_t *,
   * uct_md_h *)}.
   */
  byte uct_md_open(long component, String name, long config, long domainOut);

  /** {@code ucs_status_t uct_md_query(uct_md_h, uct_md_attr_t *)}. */
  byte uct_md_query(long domain, long attributes);

  /** {@code void uct_md_close(uct_md_h)}. */
  void uct_md_close(long domain);
}
