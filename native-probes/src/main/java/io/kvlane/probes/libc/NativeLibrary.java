package io.kvlane.probes.libc;

import com.kenai.jffi.Library;
import io.kvlane.probes.engine.NotPresentException;
import java.lang.reflect.Method;
import java.util.Arrays;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;

/** A shared library, loaded into this process for good. Immutable. */
public final class NativeLibrary {

  private final String file;
  private final String fix;
  private final Library symbols;

  private NativeLibrary(String file, String fix, Library symbols) {
    this.file = file;
    this.fix = fix;
    this.symbols = symbols;
  }

  /**
   * Loads a library.
   *
   * @param file a path, or a name for the system's search path
   * @param fix how to get it, one line
   * @throws NotPresentException when it cannot be loaded
   */
  public static NativeLibrary open(String file, String fix) throws NotPresentException {
    Library symbols = Library.getCachedInstance(file, Library.LAZY | Library.LOCAL);
    if (symbols == null) {
      throw new NotPresentException("cannot load " + file + ": " + Library.getLastError(), fix);
    }
    return new NativeLibrary(file, fix, symbols);
  }

  /**
   * Binds functions that must all be there.
   *
   * @param binding a public interface with their C names
   * @throws NotPresentException naming the first that is not
   */
  public <T> T bind(Class<T> binding) throws NotPresentException {
    for (String function : functionsOf(binding)) {
      if (symbols.getSymbolAddress(function) == 0) {
        throw new NotPresentException(file + " lacks the symbol " + function, fix);
      }
    }
    return bindPresent(binding);
  }

  /**
   * Binds functions that may be missing; to call one that is throws {@link UnsatisfiedLinkError}.
   *
   * @param binding a public interface with their C names
   */
  public <T> T bindPresent(Class<T> binding) {
    return LibraryLoader.create(binding).option(LibraryOption.IgnoreError, true).load(file);
  }

  private static String[] functionsOf(Class<?> binding) {
    return Arrays.stream(binding.getMethods()).map(Method::getName).sorted().toArray(String[]::new);
  }
}
