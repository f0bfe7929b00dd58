package io.kvlane.probes.libfabric;

import io.kvlane.core.library.FabricProviders;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeLibrary;
import io.kvlane.probes.libc.NativeStruct;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what libfabric offers on this node, as a probe process gets it: what {@code fi_info}
 * lists. The library is loaded at the first look. One thread.
 */
public final class LibfabricInspector {

  private static final String FILE = "libfabric.so.1";
  private static final String INSTALL =
      "install libfabric (Debian: apt-get install libfabric1), if the node's network needs it";
  private static final long NULL = 0;

  /** More entries than that are read as no end. */
  private static final int MOST_ENTRIES = 65_536;

  private final String file;
  private @Nullable LibFabric library;

  /** An inspector over the installed library. */
  public LibfabricInspector() {
    this(FILE);
  }

  /** An inspector over another library. */
  LibfabricInspector(String file) {
    this.file = file;
  }

  /**
   * What there is, in libfabric's order; nothing where no provider has anything. A provider may
   * write complaints of its own to standard error.
   *
   * @throws NotPresentException when the library is missing or incomplete
   * @throws TransferException with the call and libfabric's text when it fails
   */
  public FabricProviders inspect() throws NotPresentException, TransferException {
    LibFabric fabric = library();
    int version = fabric.fi_version();
    Offers offers = new Offers();
    addAnswer(fabric, version, NULL, offers);
    long hints = fabric.fi_dupinfo(NULL);
    if (hints != NULL) {
      try {
        FabricInfo.askForDeviceMemory(hints);
        addAnswer(fabric, version, hints, offers);
      } catch (TransferException e) {
        // The first answer stands; only what it says of GPU memory may be less than there is.
        System.err.println("for GPU memory: " + e.getMessage());
      } finally {
        fabric.fi_freeinfo(hints);
      }
    }
    return new FabricProviders((version >>> 16) + "." + (version & 0xffff), offers.all());
  }

  private static void addAnswer(LibFabric fabric, int version, long hints, Offers offers)
      throws TransferException {
    NativeStruct answer = new NativeStruct(Long.BYTES);
    int result = fabric.fi_getinfo(version, NULL, NULL, 0, hints, answer.address());
    if (result == -FabricLayout.ENODATA) {
      return;
    }
    if (result != 0) {
      throw new TransferException(
          TransferException.Kind.FAILED,
          "fi_getinfo: " + fabric.fi_strerror(-result) + " (error " + -result + ")");
    }
    long first = answer.getLong(0);
    try {
      long info = first;
      for (int entries = 0; info != 0 && entries < MOST_ENTRIES; entries++) {
        offers.add(FabricInfo.offer(info));
        info = FabricInfo.next(info);
      }
    } finally {
      fabric.fi_freeinfo(first);
    }
  }

  private LibFabric library() throws NotPresentException {
    LibFabric loaded = library;
    if (loaded == null) {
      loaded = NativeLibrary.open(file, INSTALL).bind(LibFabric.class);
      library = loaded;
    }
    return loaded;
  }
}
