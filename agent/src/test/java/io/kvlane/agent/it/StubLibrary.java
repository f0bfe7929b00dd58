package io.kvlane.agent.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Directories that hold something else than a usable UCX. */
final class StubLibrary {

  private StubLibrary() {}

  /** A UCX of some version that has no other function than the one that tells it. */
  static String version(int major, int minor) {
    return "void ucp_get_version(unsigned *a, unsigned *b, unsigned *c) { *a = %d; *b = %d; *c = 0; }"
        .formatted(major, minor);
  }

  /** A library that ends the process that loads it. */
  static String crashing() {
    return "#include <stdlib.h>\n__attribute__((constructor)) static void end(void) { abort(); }";
  }

  /** Compiles C into what is loaded as UCX. */
  static void compile(Path directory, String source) throws IOException, InterruptedException {
    Optional<Path> compiler = Installation.tool("gcc");
    assumeTrue(compiler.isPresent(), "gcc is not installed");
    Path file = Files.writeString(directory.resolve("stub.c"), source);
    int status =
        new ProcessBuilder(
                compiler.orElseThrow().toString(),
                "-shared",
                "-fPIC",
                "-o",
                directory.resolve("libucp.so.0").toString(),
                file.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("gcc does not compile " + source);
    }
    Files.copy(directory.resolve("libucp.so.0"), directory.resolve("libucs.so.0"));
  }
}
