package io.kvlane.probes.cuda;

import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeLibrary;
import io.kvlane.probes.libc.NativeStruct;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The CUDA driver API as the driver on this machine brings it, loaded into this process for good.
 * One thread.
 */
final class CudaLibrary {

  static final String FILE = "libcuda.so.1";

  private static final String INSTALL =
      "install NVIDIA's driver, and let its container runtime give this container the compute"
          + " libraries (NVIDIA_DRIVER_CAPABILITIES=compute,utility), or set"
          + " kvlane.gpu.library-directory to where "
          + FILE
          + " is";
  private static final int MOST_TEXT_CHARACTERS = 200;

  private final NativeLibrary file;
  private final LibCuda cuda;

  private CudaLibrary(NativeLibrary file, LibCuda cuda) {
    this.file = file;
    this.cuda = cuda;
  }

  /** The library in a directory, or in the system's search path when that is empty. */
  static String fileIn(Optional<Path> directory) {
    return directory.map(path -> path.resolve(FILE).toString()).orElse(FILE);
  }

  /**
   * Loads the library and makes sure that all that kvlane calls is there.
   *
   * @param file a path, or a name for the system's search path
   * @throws NotPresentException when the library is missing or incomplete
   */
  static CudaLibrary load(String file) throws NotPresentException {
    NativeLibrary opened = NativeLibrary.open(file, INSTALL);
    return new CudaLibrary(opened, opened.bind(LibCuda.class));
  }

  LibCuda cuda() {
    return cuda;
  }

  /**
   * What takes memory.
   *
   * @throws NotPresentException when a function is missing
   */
  LibCudaMemory memory() throws NotPresentException {
    return file.bind(LibCudaMemory.class);
  }

  /** What exports memory; a function that the driver lacks throws {@link UnsatisfiedLinkError}. */
  LibCudaExport export() {
    return file.bindPresent(LibCudaExport.class);
  }

  /** Throws unless a call succeeded, in the library's own words. */
  void check(String call, int status) throws TransferException {
    if (status != CudaConstants.SUCCESS) {
      throw new TransferException(TransferException.Kind.FAILED, failure(call, status));
    }
  }

  /** A failure in the library's own words, such as {@code cuInit: no CUDA-capable device (100)}. */
  String failure(String call, int status) {
    return "%s: %s (%d)".formatted(call, text(status), status);
  }

  private String text(int status) {
    NativeStruct pointer = new NativeStruct(Long.BYTES);
    int unknown = cuda.cuGetErrorString(status, pointer.address());
    String text = NativeStruct.textAt(pointer.getLong(0));
    return unknown == CudaConstants.SUCCESS
        ? text.substring(0, Math.min(text.length(), MOST_TEXT_CHARACTERS))
        : "unknown error";
  }
}
