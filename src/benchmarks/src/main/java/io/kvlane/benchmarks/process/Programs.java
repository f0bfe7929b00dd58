package io.kvlane.benchmarks.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the programs that kvlane is compared with. */
public final class Programs {

  /** Where install-native.sh unpacks what must not be installed as a service. */
  private static final Path UNPACKED = Path.of(".tools", "bin");

  private Programs() {}

  /** A program on the PATH or under .tools/bin of the repository. */
  public static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Arrays.stream(path.split(File.pathSeparator)).map(Path::of), Stream.of(UNPACKED))
        .map(directory -> directory.resolve(name).toAbsolutePath())
        .filter(Files::isExecutable)
        .findFirst();
  }
}
