package io.kvlane.probes.verbs;

import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.host.LockedMemoryReader;
import io.kvlane.probes.libc.NativeStruct;
import io.kvlane.probes.protocol.ProbeCommand.InspectedRdma;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the RDMA devices as this process gets them. The library is loaded at the first look. One
 * thread.
 */
public final class RdmaInspector {

  private static final Path OWN_PROCESS = Path.of("/proc/self");
  private static final String NO_DEVICES =
      "load ib_uverbs and the driver of the node's RDMA devices, if it has any";

  private final String file;
  private final LockedMemoryReader lockedMemory = new LockedMemoryReader(OWN_PROCESS);
  private @Nullable IbverbsLibrary library;

  /** An inspector over the installed library. */
  public RdmaInspector() {
    this(IbverbsLibrary.FILE);
  }

  /** An inspector over another library. */
  RdmaInspector(String file) {
    this.file = file;
  }

  /** Everything there is to see; a missing library and a failure are answers. */
  public InspectedRdma inspect() {
    long start = System.nanoTime();
    List<VerbsDevice> devices = null;
    String reason = null;
    String fix = null;
    try {
      devices = devices();
    } catch (NotPresentException e) {
      reason = e.reason();
      fix = e.fix();
    } catch (IOException e) {
      reason = e.getMessage();
    }
    return new InspectedRdma(
        devices, reason, fix, lockedMemory.read().orElse(null), System.nanoTime() - start);
  }

  /**
   * The devices, by the order of the library.
   *
   * @throws NotPresentException when there is no library, or the kernel offers no devices to it
   * @throws IOException when the library fails
   */
  List<VerbsDevice> devices() throws NotPresentException, IOException {
    IbverbsLibrary loaded = library();
    NativeStruct count = new NativeStruct(Integer.BYTES);
    long list = loaded.verbs().ibv_get_device_list(count.address());
    if (list == 0) {
      int error = IbverbsLibrary.lastError();
      if (error == Errno.ENOSYS) {
        throw new NotPresentException("the kernel offers libibverbs no devices", NO_DEVICES);
      }
      throw new IOException("ibv_get_device_list: " + Errno.text(error));
    }
    try {
      List<VerbsDevice> devices = new ArrayList<>();
      for (int i = 0; i < count.getInt(0); i++) {
        devices.add(describe(loaded, NativeStruct.pointerAt(list + (long) i * Long.BYTES)));
      }
      return devices;
    } finally {
      loaded.verbs().ibv_free_device_list(list);
    }
  }

  private static VerbsDevice describe(IbverbsLibrary library, long device) {
    String name = library.verbs().ibv_get_device_name(device);
    long context = library.verbs().ibv_open_device(device);
    if (context == 0) {
      return VerbsDevice.unusable(
          name, "cannot open it: " + Errno.text(IbverbsLibrary.lastError()));
    }
    try (VerbsContext open = new VerbsContext(library, context)) {
      return open.describe(name);
    }
  }

  private IbverbsLibrary library() throws NotPresentException {
    IbverbsLibrary loaded = library;
    if (loaded == null) {
      loaded = IbverbsLibrary.load(file);
      library = loaded;
    }
    return loaded;
  }
}
