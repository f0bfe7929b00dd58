package io.kvlane.probes.verbs;

import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.libc.NativeStruct;

/**
 * Tries whether a NIC can register memory of a GPU, by its address (peer memory) and as a dma-buf,
 * and says how each went. What was registered is given back at once. That shows that the kernel
 * lets the NIC have the memory, not that its reads and writes work.
 */
public final class GpuRegistration {

  private static final String REGISTERED = "registered";
  private static final int ACCESS =
      VerbsLayout.ACCESS_LOCAL_WRITE
          | VerbsLayout.ACCESS_REMOTE_WRITE
          | VerbsLayout.ACCESS_REMOTE_READ;

  private final String file;

  /** With the installed library. */
  public GpuRegistration() {
    this(IbverbsLibrary.FILE);
  }

  GpuRegistration(String file) {
    this.file = file;
  }

  /**
   * Memory of a GPU.
   *
   * @param address its address, a multiple of the page size
   * @param bytes its size, a multiple of the page size
   */
  public record Memory(long address, long bytes) {}

  /**
   * The memory as a dma-buf.
   *
   * @param descriptor file descriptor, -1 when it could not be exported
   * @param problem why it could not be, empty when it could
   */
  public record Export(int descriptor, String problem) {}

  /**
   * Tries both ways.
   *
   * @param device name of an RDMA device
   * @return one line, such as {@code mlx5_0: peer memory: registered, dma-buf: EOPNOTSUPP (errno
   *     95)}
   */
  public String tried(String device, Memory memory, Export export) {
    try {
      IbverbsLibrary library = IbverbsLibrary.load(file);
      NativeStruct count = new NativeStruct(Integer.BYTES);
      long list = library.verbs().ibv_get_device_list(count.address());
      if (list == 0) {
        return device + ": libibverbs shows no device";
      }
      try {
        return device + ": " + onDevice(library, list, count.getInt(0), device, memory, export);
      } finally {
        library.verbs().ibv_free_device_list(list);
      }
    } catch (NotPresentException e) {
      return device + ": " + e.reason();
    }
  }

  private static String onDevice(
      IbverbsLibrary library, long list, int count, String name, Memory memory, Export export) {
    for (int i = 0; i < count; i++) {
      long device = NativeStruct.pointerAt(list + (long) i * Long.BYTES);
      if (name.equals(library.verbs().ibv_get_device_name(device))) {
        return opened(library, device, memory, export);
      }
    }
    return "libibverbs does not show it";
  }

  private static String opened(IbverbsLibrary library, long device, Memory memory, Export export) {
    long context = library.verbs().ibv_open_device(device);
    if (context == 0) {
      return "cannot open it: " + Errno.text(IbverbsLibrary.lastError());
    }
    try {
      long domain = library.verbs().ibv_alloc_pd(context);
      if (domain == 0) {
        return "ibv_alloc_pd: " + Errno.text(IbverbsLibrary.lastError());
      }
      try {
        return "peer memory: "
            + byAddress(library.memory(), domain, memory)
            + ", dma-buf: "
            + asDmabuf(library, domain, memory, export);
      } finally {
        library.verbs().ibv_dealloc_pd(domain);
      }
    } finally {
      library.verbs().ibv_close_device(context);
    }
  }

  private static String byAddress(LibIbverbsMemory verbs, long domain, Memory memory) {
    long region = verbs.ibv_reg_mr(domain, memory.address(), memory.bytes(), ACCESS);
    return outcome(verbs, region);
  }

  private static String asDmabuf(
      IbverbsLibrary library, long domain, Memory memory, Export export) {
    if (export.descriptor() < 0) {
      return export.problem();
    }
    return library
        .dmabuf()
        .map(verbs ->
            outcome(
                library.memory(),
                verbs.ibv_reg_dmabuf_mr(
                    domain, 0, memory.bytes(), memory.address(), export.descriptor(), ACCESS)))
        .orElse("libibverbs is older than dma-bufs");
  }

  /** The error number is that of the call right before. */
  private static String outcome(LibIbverbsMemory verbs, long region) {
    if (region == 0) {
      return Errno.text(IbverbsLibrary.lastError());
    }
    verbs.ibv_dereg_mr(region);
    return REGISTERED;
  }
}
