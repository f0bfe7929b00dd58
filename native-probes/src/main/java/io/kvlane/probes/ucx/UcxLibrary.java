package io.kvlane.probes.ucx;

import com.kenai.jffi.Library;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.libc.NativeStruct;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;

/**
 * UCX as it is installed on this machine, loaded into this process for good: UCX cannot be
 * unloaded.
 *
 * <p>Immutable once loaded; the library itself wants one thread a worker.
 */
final class UcxLibrary {

  private static final String UCP = "libucp.so.0";
  private static final String UCS = "libucs.so.0";
  private static final String INSTALL =
      "install UCX "
          + UcxVersion.OLDEST.major()
          + "."
          + UcxVersion.OLDEST.minor()
          + " or later (Debian: apt-get install libucx0), or set kvlane.ucx.library-directory to where "
          + UCP
          + " is";

  private final LibUcp ucp;
  private final LibUcpQuery query;
  private final LibUcs ucs;
  private final UcxVersion version;

  private UcxLibrary(LibUcp ucp, LibUcpQuery query, LibUcs ucs, UcxVersion version) {
    this.ucp = ucp;
    this.query = query;
    this.ucs = ucs;
    this.version = version;
  }

  /**
   * Loads UCX and makes sure that all that kvlane calls is there.
   *
   * @param directory where the library is, empty for the system's search path
   * @throws NotPresentException naming version and symbol when the library is missing, too old or
   *     incomplete
   */
  static UcxLibrary load(Optional<Path> directory) throws NotPresentException {
    String ucpFile = fileOf(directory, UCP);
    String ucsFile = fileOf(directory, UCS);
    Library ucpSymbols = open(ucpFile);
    requireSymbols(ucpSymbols, ucpFile, "version unknown", List.of("ucp_get_version"));
    LibUcp ucp = bind(LibUcp.class, ucpFile);
    UcxVersion version = versionOf(ucp);
    if (!version.isAtLeast(UcxVersion.OLDEST)) {
      throw new NotPresentException(
          "UCX " + version + " in " + ucpFile + " is older than " + UcxVersion.OLDEST, INSTALL);
    }
    requireSymbols(ucpSymbols, ucpFile, "UCX " + version, functionsOf(LibUcp.class));
    if (version.reportsTransports()) {
      requireSymbols(ucpSymbols, ucpFile, "UCX " + version, functionsOf(LibUcpQuery.class));
    }
    requireSymbols(open(ucsFile), ucsFile, "UCX " + version, functionsOf(LibUcs.class));
    return new UcxLibrary(
        ucp, bind(LibUcpQuery.class, ucpFile), bind(LibUcs.class, ucsFile), version);
  }

  LibUcp ucp() {
    return ucp;
  }

  LibUcpQuery query() {
    return query;
  }

  UcxVersion version() {
    return version;
  }

  /** Throws unless a call succeeded. */
  void check(String call, int status) throws UcxException {
    if (status != UcxStatus.OK) {
      throw failure(call, status);
    }
  }

  UcxException failure(String call, int status) {
    return new UcxException(call, status, ucs.ucs_status_string(status));
  }

  private static String fileOf(Optional<Path> directory, String name) {
    return directory.map(path -> path.resolve(name).toString()).orElse(name);
  }

  private static Library open(String file) throws NotPresentException {
    Library library = Library.getCachedInstance(file, Library.LAZY | Library.GLOBAL);
    if (library == null) {
      throw new NotPresentException("cannot load " + file + ": " + Library.getLastError(), INSTALL);
    }
    return library;
  }

  private static void requireSymbols(
      Library library, String file, String version, List<String> functions)
      throws NotPresentException {
    for (String function : functions) {
      if (library.getSymbolAddress(function) == 0) {
        throw new NotPresentException(
            file + " (" + version + ") lacks the symbol " + function, INSTALL);
      }
    }
  }

  private static List<String> functionsOf(Class<?> binding) {
    return Arrays.stream(binding.getMethods()).map(Method::getName).sorted().toList();
  }

  private static <T> T bind(Class<T> binding, String file) {
    return LibraryLoader.create(binding).option(LibraryOption.IgnoreError, true).load(file);
  }

  private static UcxVersion versionOf(LibUcp ucp) {
    NativeStruct numbers = new NativeStruct(3 * Integer.BYTES);
    ucp.ucp_get_version(
        numbers.address(),
        numbers.address() + Integer.BYTES,
        numbers.address() + 2 * Integer.BYTES);
    return new UcxVersion(numbers.getInt(0), numbers.getInt(4), numbers.getInt(8));
  }
}
