package io.kvlane.probes.cuda;

import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeLibrary;
import io.kvlane.probes.libc.NativeStruct;

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

  private final LibCuda cuda;

  private CudaLibrary(LibCuda cuda) {
    this.cuda = cuda;
  }

  /**
   * Loads the library and makes sure that all that kvlane calls is there.
   *
   * @param file a path, or a name for the system's search path
   * @throws NotPresentException when the library is missing or incomplete
   */
  static CudaLibrary load(String file) throws NotPresentException {
    return new CudaLibrary(NativeLibrary.open(file, INSTALL).bind(LibCuda.class));
  }

  LibCuda cuda() {
    return cuda;
  }

  /** Throws unless a call succeeded, in the library's own words. */
  void check(String call, int status) throws TransferException {
    if (status != CudaConstants.SUCCESS) {
      throw new TransferException(
          TransferException.Kind.FAILED, "%s: %s (%d)".formatted(call, text(status), status));
    }
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
