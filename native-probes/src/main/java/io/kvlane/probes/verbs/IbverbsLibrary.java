package io.kvlane.probes.verbs;

import com.kenai.jffi.Library;
import io.kvlane.probes.engine.NotPresentException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** libibverbs as it is installed on this machine, loaded into this process for good. */
final class IbverbsLibrary {

  static final String FILE = "libibverbs.so.1";

  private static final String INSTALL =
      "install libibverbs and its providers (Debian: apt-get install libibverbs1 ibverbs-providers)";

  private final LibIbverbs verbs;
  private final LibIbverbsMemory memory;
  private final Optional<LibIbverbsDmabuf> dmabuf;

  private IbverbsLibrary(
      LibIbverbs verbs, LibIbverbsMemory memory, Optional<LibIbverbsDmabuf> dmabuf) {
    this.verbs = verbs;
    this.memory = memory;
    this.dmabuf = dmabuf;
  }

  /**
   * Loads the library and makes sure that all that kvlane calls is there.
   *
   * @param file a path, or a name for the system's search path
   * @throws NotPresentException when the library is missing or incomplete
   */
  static IbverbsLibrary load(String file) throws NotPresentException {
    Library library = Library.getCachedInstance(file, Library.LAZY | Library.LOCAL);
    if (library == null) {
      throw new NotPresentException("cannot load " + file + ": " + Library.getLastError(), INSTALL);
    }
    Optional<String> lacking =
        lacking(library, LibIbverbs.class).or(() -> lacking(library, LibIbverbsMemory.class));
    if (lacking.isPresent()) {
      throw new NotPresentException(file + " lacks the symbol " + lacking.get(), INSTALL);
    }
    return new IbverbsLibrary(
        LibraryLoader.create(LibIbverbs.class).load(file),
        LibraryLoader.create(LibIbverbsMemory.class).load(file),
        lacking(library, LibIbverbsDmabuf.class).isPresent()
            ? Optional.empty()
            : Optional.of(LibraryLoader.create(LibIbverbsDmabuf.class).load(file)));
  }

  LibIbverbs verbs() {
    return verbs;
  }

  /** Registration of memory by its address. */
  LibIbverbsMemory memory() {
    return memory;
  }

  /** Registration of dma-bufs, empty where the library is older than that. */
  Optional<LibIbverbsDmabuf> dmabuf() {
    return dmabuf;
  }

  /** The error number that the last call of this thread left behind. */
  static int lastError() {
    return LastError.getLastError(Runtime.getSystemRuntime());
  }

  private static Optional<String> lacking(Library library, Class<?> binding) {
    return Arrays.stream(binding.getMethods())
        .map(Method::getName)
        .sorted()
        .filter(function -> library.getSymbolAddress(function) == 0)
        .findFirst();
  }
}
