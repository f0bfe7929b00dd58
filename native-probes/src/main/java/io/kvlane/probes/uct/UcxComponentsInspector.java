package io.kvlane.probes.uct;

import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.library.UcxComponents.Component;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeStruct;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what UCX finds on this node, as a probe process gets it: what {@code ucx_info -d} lists,
 * without its transports. The library is loaded at the first look. One thread.
 */
public final class UcxComponentsInspector {

  /** UCX has about fifteen; further ones are left out. */
  static final int MOST_COMPONENTS = 64;

  private final Optional<Path> directory;
  private @Nullable UctLibrary library;

  /**
   * An inspector over a UCX installation.
   *
   * @param directory where UCX's libraries are, empty for the system's search path
   */
  public UcxComponentsInspector(Optional<Path> directory) {
    this.directory = directory;
  }

  /**
   * The components, in UCX's order, each with its memory domains; what cannot be opened is there
   * with its problem. UCX may write complaints of its own to standard output.
   *
   * @throws NotPresentException when UCX is missing, too old or incomplete
   * @throws TransferException with the call, UCX's text and its status when UCX cannot list them
   */
  public UcxComponents inspect() throws NotPresentException, TransferException {
    UctLibrary loaded = library();
    NativeStruct list = new NativeStruct(Long.BYTES);
    NativeStruct count = new NativeStruct(Integer.BYTES);
    loaded.check(
        "uct_query_components", loaded.uct().uct_query_components(list.address(), count.address()));
    long handles = list.getLong(0);
    try {
      List<Component> components = new ArrayList<>();
      for (int i = 0; i < Math.min(count.getInt(0), MOST_COMPONENTS); i++) {
        long handle = NativeStruct.pointerAt(handles + (long) i * Long.BYTES);
        components.add(new UctComponent(loaded, handle).describe());
      }
      return new UcxComponents(loaded.version(), components);
    } finally {
      loaded.uct().uct_release_component_list(handles);
    }
  }

  private UctLibrary library() throws NotPresentException {
    UctLibrary loaded = library;
    if (loaded == null) {
      loaded = UctLibrary.load(directory);
      library = loaded;
    }
    return loaded;
  }
}
