package io.kvlane.probes.nvml;

import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeLibrary;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;

/** NVML as the driver on this machine brings it, loaded into this process for good. One thread. */
final class NvmlLibrary {

  static final String FILE = "libnvidia-ml.so.1";

  private static final String INSTALL =
      "install NVIDIA's driver, and let its container runtime give this container the utility"
          + " libraries (NVIDIA_DRIVER_CAPABILITIES=utility), or set kvlane.gpu.library-directory"
          + " to where "
          + FILE
          + " is";
  private static final int MOST_TEXT_CHARACTERS = 200;

  private final LibNvml nvml;
  private final LibNvmlQueries queries;

  private NvmlLibrary(LibNvml nvml, LibNvmlQueries queries) {
    this.nvml = nvml;
    this.queries = queries;
  }

  /** The library in a directory, or in the system's search path when that is empty. */
  static String fileIn(Optional<Path> directory) {
    return directory.map(path -> path.resolve(FILE).toString()).orElse(FILE);
  }

  /**
   * Loads the library.
   *
   * @param file a path, or a name for the system's search path
   * @throws NotPresentException when it is missing or lacks what kvlane cannot do without
   */
  static NvmlLibrary load(String file) throws NotPresentException {
    NativeLibrary library = NativeLibrary.open(file, INSTALL);
    return new NvmlLibrary(library.bind(LibNvml.class), library.bindPresent(LibNvmlQueries.class));
  }

  LibNvml nvml() {
    return nvml;
  }

  LibNvmlQueries queries() {
    return queries;
  }

  /** Asks; a library without the function answers as NVML does whose driver lacks it. */
  static int ask(IntSupplier query) {
    try {
      return query.getAsInt();
    } catch (UnsatisfiedLinkError absent) {
      return NvmlLayout.FUNCTION_NOT_FOUND;
    }
  }

  /** Throws unless a call succeeded. */
  void check(String call, int status) throws TransferException {
    if (status != NvmlLayout.SUCCESS) {
      throw new TransferException(TransferException.Kind.FAILED, failure(call, status));
    }
  }

  /** A failure in the library's own words, such as {@code nvmlInit_v2: Driver Not Loaded (9)}. */
  String failure(String call, int status) {
    String text = String.valueOf(nvml.nvmlErrorString(status));
    return "%s: %s (%d)"
        .formatted(call, text.substring(0, Math.min(text.length(), MOST_TEXT_CHARACTERS)), status);
  }
}
