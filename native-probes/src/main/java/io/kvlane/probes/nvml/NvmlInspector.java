package io.kvlane.probes.nvml;

import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeStruct;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the GPUs over NVML. The library is loaded at the first look, and initialised for each
 * look alone: held open, it would keep GPUs from being reset. One thread.
 */
public final class NvmlInspector {

  /** No machine has as many; a broken count must not keep the process busy. */
  static final int MOST_GPUS = 64;

  private static final String LOAD =
      "load NVIDIA's kernel driver (modprobe nvidia), if the node has GPUs";

  private final String file;
  private @Nullable NvmlLibrary library;

  /**
   * An inspector.
   *
   * @param directory where the library is, empty for the system's search path
   */
  public NvmlInspector(Optional<Path> directory) {
    this.file = NvmlLibrary.fileIn(directory);
  }

  /**
   * All GPUs. One that cannot be asked is there with its problem; what NVML does not tell of one is
   * empty.
   *
   * @throws NotPresentException when the library is missing or incomplete, or no driver is loaded
   * @throws TransferException when the library as a whole fails, in its own words
   */
  public GpuInventory inspect() throws NotPresentException, TransferException {
    NvmlLibrary loaded = library();
    int status = loaded.nvml().nvmlInit_v2();
    if (status == NvmlLayout.DRIVER_NOT_LOADED) {
      throw new NotPresentException(loaded.failure("nvmlInit_v2", status), LOAD);
    }
    loaded.check("nvmlInit_v2", status);
    try {
      return inventory(loaded);
    } finally {
      loaded.nvml().nvmlShutdown();
    }
  }

  private static GpuInventory inventory(NvmlLibrary library) throws TransferException {
    NativeStruct count = new NativeStruct(Integer.BYTES);
    library.check("nvmlDeviceGetCount_v2", library.nvml().nvmlDeviceGetCount_v2(count.address()));
    int gpus = (int) Math.min(Integer.toUnsignedLong(count.getInt(0)), MOST_GPUS);
    List<Gpu> all = new ArrayList<>();
    for (int index = 0; index < gpus; index++) {
      all.add(NvmlGpuReader.read(library, index));
    }
    NativeStruct driver = new NativeStruct(NvmlLayout.TEXT_BYTES);
    NativeStruct nvml = new NativeStruct(NvmlLayout.TEXT_BYTES);
    return new GpuInventory(
        text(
            NvmlLibrary.ask(() ->
                library
                    .queries()
                    .nvmlSystemGetDriverVersion(driver.address(), NvmlLayout.TEXT_BYTES)),
            driver),
        text(
            NvmlLibrary.ask(() ->
                library.queries().nvmlSystemGetNVMLVersion(nvml.address(), NvmlLayout.TEXT_BYTES)),
            nvml),
        all);
  }

  /** What a call wrote, if it succeeded. */
  static Optional<String> text(int status, NativeStruct written) {
    return status == NvmlLayout.SUCCESS
        ? Optional.of(written.text().strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  private NvmlLibrary library() throws NotPresentException {
    NvmlLibrary loaded = library;
    if (loaded == null) {
      loaded = NvmlLibrary.load(file);
      library = loaded;
    }
    return loaded;
  }
}
