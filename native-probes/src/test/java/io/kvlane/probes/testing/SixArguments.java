package io.kvlane.probes.testing;

import java.util.Arrays;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;

/**
 * Calls the C function {@code digest} of six arguments many times over, as a program of its own: so
 * that it can be run with any flags. Says {@value #RIGHT} or what went wrong.
 */
public final class SixArguments {

  /** All arguments arrived in all calls. */
  public static final String RIGHT = "all six arrived";

  /** JNR-FFI compiles stubs after some calls. */
  private static final int CALLS = 200_000;

  private SixArguments() {}

  /** The library compiled from six_arguments.c. Public because JNR-FFI needs it. */
  public interface Digester {

    /** Six arguments of the types that {@code ucp_get_nbx} has. */
    long digest(long endpoint, long buffer, long count, long remote, long key, long param);
  }

  /** Whether all arguments arrive, with the flags of this JVM. */
  public static String call(String library) {
    Digester digester =
        LibraryLoader.create(Digester.class).option(LibraryOption.IgnoreError, true).load(library);
    for (int call = 0; call < CALLS; call++) {
      long[] given = {~0L, 1L << 40, call, -2L - call, 1L << 63, 0x0123_4567_89ab_cdefL + call};
      long arrived = digester.digest(given[0], given[1], given[2], given[3], given[4], given[5]);
      if (arrived != digest(given)) {
        return "call " + call + " of digest" + Arrays.toString(given) + " gave " + arrived;
      }
    }
    return RIGHT;
  }

  private static long digest(long[] arguments) {
    long digest = 0;
    for (long argument : arguments) {
      digest = digest * 31 + argument;
    }
    return digest;
  }

  /**
   * Prints the finding.
   *
   * @param args path of the library
   */
  public static void main(String[] args) {
    System.out.println(call(args[0]));
  }
}
