package io.kvlane.probes.testing;

import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.ucx.UcxEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Loads libraries that take themselves for UCX, as a program of its own: a JVM that has loaded one
 * never gets rid of it.
 */
public final class UcxVersions {

  private UcxVersions() {}

  /** Runs this program; gives a line for each directory. */
  public static List<String> of(List<Path> directories) throws Exception {
    List<String> command = Probes.java("--enable-native-access=ALL-UNNAMED");
    command.add(UcxVersions.class.getName());
    directories.forEach(directory -> command.add(directory.toString()));
    return Command.run(command).successful().lines().toList();
  }

  /**
   * Prints versions, or why there is none and how to get one.
   *
   * @param args directories of libraries
   */
  public static void main(String[] args) {
    for (String directory : args) {
      System.out.println(versionOf(new UcxEngine(Optional.of(Path.of(directory)))));
    }
  }

  private static String versionOf(UcxEngine engine) {
    try {
      return engine.version();
    } catch (NotPresentException e) {
      return e.reason() + "; " + e.fix();
    }
  }
}
