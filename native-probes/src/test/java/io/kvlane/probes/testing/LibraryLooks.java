package io.kvlane.probes.testing;

import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libfabric.LibfabricInspector;
import io.kvlane.probes.uct.UcxComponentsInspector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at communication libraries, as a program of its own: a JVM that has loaded one never gets
 * rid of it, nor of what it did to the handlers of signals.
 */
public final class LibraryLooks {

  private static final String LIBFABRIC = "libfabric";
  private static final String UCX = "ucx";

  private LibraryLooks() {}

  private interface Look {
    Object look() throws NotPresentException, TransferException;
  }

  /** Looks at the UCX of directories; gives a line for each. */
  public static List<String> ofUcx(List<Path> directories) throws Exception {
    return run(directories.stream().map(Path::toString).toList());
  }

  /** Looks at the UCX of the machine, or of the directory that the tests are told, twice. */
  public static List<String> ofInstalledUcx() throws Exception {
    String directory = System.getenv().getOrDefault("KVLANE_UCX_DIRECTORY", UCX);
    return run(List.of(directory, directory));
  }

  /** Looks at the libfabric of the machine, twice. */
  public static List<String> ofInstalledLibfabric() throws Exception {
    return run(List.of(LIBFABRIC, LIBFABRIC));
  }

  /** Everything that the program printed, in the environment of a probe process. */
  private static List<String> run(List<String> what) throws Exception {
    List<String> command =
        Probes.java("--enable-native-access=ALL-UNNAMED", "-Djnr.ffi.x86asm.enabled=false");
    command.add(LibraryLooks.class.getName());
    command.addAll(what);
    ProcessBuilder program = new ProcessBuilder(command);
    program.environment().clear();
    program.environment().putAll(Probes.real().environment());
    List<String> lines = new ArrayList<>(Command.run(program).successful().lines().toList());
    if (!lines.removeLast().equals(NullChecks.SURVIVED)) {
      throw new AssertionError("does not end as it should: " + lines);
    }
    return lines;
  }

  /**
   * Prints what there is to see, or why there is nothing; then relies on the JVM's handlers.
   *
   * @param args libraries
   */
  public static void main(String[] args) {
    for (String library : args) {
      System.out.println(
          answerOf(
              library.equals(LIBFABRIC)
                  ? new LibfabricInspector()::inspect
                  : new UcxComponentsInspector(
                          Optional.of(library).filter(name -> !name.equals(UCX)).map(Path::of))
                      ::inspect));
    }
    System.out.println(NullChecks.check());
  }

  private static String answerOf(Look look) {
    try {
      return look.look().toString();
    } catch (NotPresentException e) {
      return e.reason() + "; " + e.fix();
    } catch (TransferException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
