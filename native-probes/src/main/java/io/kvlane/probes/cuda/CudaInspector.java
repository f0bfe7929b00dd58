package io.kvlane.probes.cuda;

import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.CudaView.CudaGpu;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeStruct;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the GPUs that the CUDA driver API gives a process. The library is loaded and initialised
 * at the first look; CUDA cannot be shut down. No context is made, so no GPU memory is taken. One
 * thread.
 */
public final class CudaInspector {

  /** No machine has as many; a broken count must not keep the process busy. */
  static final int MOST_GPUS = 64;

  /** Longer names are cut by the library. */
  private static final int TEXT_BYTES = 256;

  private final String file;
  private @Nullable CudaLibrary library;

  /**
   * An inspector.
   *
   * @param directory where the library is, empty for the system's search path
   */
  public CudaInspector(Optional<Path> directory) {
    this.file = CudaLibrary.fileIn(directory);
  }

  /**
   * All GPUs; none when the driver has none. What CUDA does not tell of one is empty or unknown.
   *
   * @throws NotPresentException when the library is missing or incomplete
   * @throws TransferException when the library fails, in its own words
   */
  public CudaView inspect() throws NotPresentException, TransferException {
    CudaLibrary loaded = library();
    NativeStruct version = new NativeStruct(Integer.BYTES);
    loaded.check("cuDriverGetVersion", loaded.cuda().cuDriverGetVersion(version.address()));
    String driverVersion = version(version.getInt(0));
    int initialised = loaded.cuda().cuInit(0);
    if (initialised == CudaConstants.NO_DEVICE) {
      return new CudaView(driverVersion, List.of());
    }
    loaded.check("cuInit", initialised);
    NativeStruct count = new NativeStruct(Integer.BYTES);
    loaded.check("cuDeviceGetCount", loaded.cuda().cuDeviceGetCount(count.address()));
    int gpus = Math.min(count.getInt(0), MOST_GPUS);
    List<CudaGpu> all = new ArrayList<>();
    for (int ordinal = 0; ordinal < gpus; ordinal++) {
      all.add(gpu(loaded.cuda(), ordinal));
    }
    return new CudaView(driverVersion, all);
  }

  /** CUDA 12.8 is 12080. */
  private static String version(int number) {
    return number / 1000 + "." + number % 1000 / 10;
  }

  private static CudaGpu gpu(LibCuda cuda, int ordinal) {
    NativeStruct handle = new NativeStruct(Integer.BYTES);
    int status = cuda.cuDeviceGet(handle.address(), ordinal);
    int device = handle.getInt(0);
    if (status != CudaConstants.SUCCESS) {
      return new CudaGpu(
          ordinal, Optional.empty(), Optional.empty(), Support.UNKNOWN, Support.UNKNOWN);
    }
    NativeStruct name = new NativeStruct(TEXT_BYTES);
    NativeStruct address = new NativeStruct(TEXT_BYTES);
    return new CudaGpu(
        ordinal,
        text(cuda.cuDeviceGetPCIBusId(address.address(), TEXT_BYTES, device), address)
            .flatMap(PciAddress::parse),
        text(cuda.cuDeviceGetName(name.address(), TEXT_BYTES, device), name),
        attribute(cuda, CudaConstants.DMA_BUF_SUPPORTED, device),
        attribute(cuda, CudaConstants.GPU_DIRECT_RDMA_SUPPORTED, device));
  }

  private static Optional<String> text(int status, NativeStruct written) {
    String text = written.text().strip();
    return status == CudaConstants.SUCCESS && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /** A driver that is older than an attribute does not know it. */
  private static Support attribute(LibCuda cuda, int attribute, int device) {
    NativeStruct value = new NativeStruct(Integer.BYTES);
    int status = cuda.cuDeviceGetAttribute(value.address(), attribute, device);
    boolean answer = value.getInt(0) != 0;
    return status == CudaConstants.SUCCESS ? Support.of(answer) : Support.UNKNOWN;
  }

  private CudaLibrary library() throws NotPresentException {
    CudaLibrary loaded = library;
    if (loaded == null) {
      loaded = CudaLibrary.load(file);
      library = loaded;
    }
    return loaded;
  }
}
