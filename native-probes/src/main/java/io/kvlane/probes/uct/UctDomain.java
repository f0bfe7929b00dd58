package io.kvlane.probes.uct;

import io.kvlane.core.gpu.Support;
import io.kvlane.core.library.UcxComponents.Domain;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeStruct;
import java.util.Collections;
import java.util.Optional;

/** An open memory domain. */
final class UctDomain implements AutoCloseable {

  private static final long NULL = 0;

  private final UctLibrary library;
  private final long domain;

  private UctDomain(UctLibrary library, long domain) {
    this.library = library;
    this.domain = domain;
  }

  /** What a memory domain can do, or why it cannot be opened. */
  static Domain describe(UctLibrary library, long component, String name) {
    try (UctDomain open = open(library, component, name)) {
      return open.describe(name);
    } catch (TransferException e) {
      return unusable(name, String.valueOf(e.getMessage()));
    }
  }

  static Domain unusable(String name, String problem) {
    return new Domain(name, Optional.of(problem), Collections.emptySortedSet(), Support.UNKNOWN);
  }

  private static UctDomain open(UctLibrary library, long component, String name)
      throws TransferException {
    NativeStruct config = new NativeStruct(Long.BYTES);
    library.check(
        "uct_md_config_read",
        library.uct().uct_md_config_read(component, NULL, NULL, config.address()));
    try {
      NativeStruct domain = new NativeStruct(Long.BYTES);
      library.check(
          "uct_md_open",
          library.uct().uct_md_open(component, name, config.getLong(0), domain.address()));
      return new UctDomain(library, domain.getLong(0));
    } finally {
      library.uct().uct_config_release(config.getLong(0));
    }
  }

  private Domain describe(String name) throws TransferException {
    NativeStruct attributes = new NativeStruct(UctLayout.STRUCT_BYTES);
    library.check("uct_md_query", library.uct().uct_md_query(domain, attributes.address()));
    return new Domain(
        name,
        Optional.empty(),
        MemoryTypes.of(attributes.getLong(UctLayout.MD_ATTR_REG_MEM_TYPES)),
        dmabuf(attributes.getLong(UctLayout.MD_ATTR_FLAGS)));
  }

  private Support dmabuf(long flags) {
    return library.reportsDmabuf()
        ? Support.of((flags & UctLayout.MD_FLAG_REG_DMABUF) != 0)
        : Support.UNKNOWN;
  }

  @Override
  public void close() {
    library.uct().uct_md_close(domain);
  }
}
