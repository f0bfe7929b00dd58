package io.kvlane.probes.uct;

import io.kvlane.core.host.Version;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeLibrary;
import io.kvlane.probes.ucx.LibUcs;
import io.kvlane.probes.ucx.UcxEngine;
import java.nio.file.Path;
import java.util.Optional;

/** libuct of the UCX that transfers use, loaded into this process for good. */
final class UctLibrary {

  static final byte OK = 0;

  private static final String UCT = "libuct.so.0";
  private static final String UCS = "libucs.so.0";
  private static final String INSTALL =
      "install all of UCX (Debian: apt-get install libucx0), or set kvlane.ucx.library-directory to"
          + " where "
          + UCT
          + " is";

  private final LibUct uct;
  private final LibUcs ucs;
  private final String version;

  private UctLibrary(LibUct uct, LibUcs ucs, String version) {
    this.uct = uct;
    this.ucs = ucs;
    this.version = version;
  }

  /**
   * Loads the library and makes sure that all that kvlane calls is there.
   *
   * @param directory where UCX's libraries are, empty for the system's search path
   * @throws NotPresentException when UCX is missing, too old or incomplete
   */
  static UctLibrary load(Optional<Path> directory) throws NotPresentException {
    String version = new UcxEngine(directory).version();
    return new UctLibrary(
        NativeLibrary.open(fileOf(directory, UCT), INSTALL).bind(LibUct.class),
        NativeLibrary.open(fileOf(directory, UCS), INSTALL).bind(LibUcs.class),
        version);
  }

  LibUct uct() {
    return uct;
  }

  String version() {
    return version;
  }

  /** Whether this version's memory domains say that they take dma-bufs: from 1.14 on. */
  boolean reportsDmabuf() {
    return Version.parse(version).filter(number -> number.isAtLeast(1, 14)).isPresent();
  }

  /** Throws unless a call succeeded. */
  void check(String call, byte status) throws TransferException {
    if (status != OK) {
      throw new TransferException(TransferException.Kind.FAILED, problem(call, status));
    }
  }

  /** A failed call with UCX's text and status code. */
  String problem(String call, byte status) {
    return call + ": " + ucs.ucs_status_string(status) + " (UCX status " + status + ")";
  }

  private static String fileOf(Optional<Path> directory, String name) {
    return directory.map(path -> path.resolve(name).toString()).orElse(name);
  }
}
