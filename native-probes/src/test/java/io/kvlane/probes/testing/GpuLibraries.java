package io.kvlane.probes.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * NVML and CUDA of our own, with two GPUs and scripted faults, on machines that have gcc. What the
 * faults do stands in {@code nvml_stub.c} and {@code cuda_stub.c}.
 */
public final class GpuLibraries {

  /** Name of NVML's library. */
  public static final String NVML = "libnvidia-ml.so.1";

  /** Name of the CUDA driver API's library. */
  public static final String CUDA = "libcuda.so.1";

  private GpuLibraries() {}

  /** What is wrong or unusual; the names are those in the C sources. */
  public enum Fault {
    NO_GPUS,
    GPU_LOST,
    GPU_GONE,
    MIG,
    PLAIN,
    NO_DRIVER,
    DRIVER_MISMATCH,
    NVML_SILENT,
    NVML_NONSENSE,
    NVML_OLD,
    NVML_INCOMPLETE,
    NVML_HANGS,
    NVML_ABORTS,
    CUDA_OLD,
    CUDA_SILENT,
    CUDA_NONSENSE,
    CUDA_INCOMPLETE,
    CUDA_HANGS,
    CUDA_ABORTS,
    FAR_HANDLES,
    GPU_FULL,
    GPU_NEARLY_FULL,
    GPU_EXCLUSIVE,
    GPU_PROHIBITED,
    GPU_FALLS_OFF,
    ALLOC_REFUSED,
    ALLOC_HANGS,
    ALLOC_ABORTS,
    COPY_FAILS,
    COPY_HANGS,
    CORRUPTS,
    DEVICE_CORRUPTS,
    WITHOUT_MEMORY,
    EXPORT_FAILS,
    POINTERS_HIDDEN,
    PCIE_IDLE
  }

  /** Compiles both libraries into a directory, and returns it. */
  public static Path in(Path directory, Fault... faults) throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(List.of("-shared", "-fPIC"));
    Arrays.stream(faults).map(fault -> "-D" + fault).forEach(flags::add);
    CCompiler.program("nvml_stub.c", directory.resolve(NVML), flags);
    CCompiler.program("cuda_stub.c", directory.resolve(CUDA), flags);
    return directory;
  }
}
