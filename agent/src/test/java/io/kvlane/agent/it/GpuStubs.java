package io.kvlane.agent.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kvlane.agent.samples.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A GPU driver's libraries, made of the stubs of native-probes: two GPUs, and what ails them. */
final class GpuStubs {

  private GpuStubs() {}

  /**
   * Compiles both libraries into a directory.
   *
   * @param faults what goes wrong, in the words of the stubs' sources
   */
  static Path compile(Path directory, String... faults) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    compile("nvml_stub.c", directory.resolve("libnvidia-ml.so.1"), faults);
    compile("cuda_stub.c", directory.resolve("libcuda.so.1"), faults);
    return directory;
  }

  private static void compile(String source, Path target, String... faults)
      throws IOException, InterruptedException {
    Optional<Path> compiler = Installation.tool("gcc");
    assumeTrue(compiler.isPresent(), "gcc is not installed");
    List<String> command =
        new ArrayList<>(List.of(compiler.orElseThrow().toString(), "-shared", "-fPIC", "-o"));
    command.add(target.toString());
    command.add(Repository.file("native-probes/src/test/resources/c/" + source).toString());
    for (String fault : faults) {
      command.add("-D" + fault);
    }
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("gcc does not compile " + source);
    }
  }
}
