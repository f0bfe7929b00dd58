package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.Command;
import io.kvlane.probes.testing.SixArguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards the flag without which jffi's stubs on x86-64 pass the sixth argument of a C function
 * wrongly, and say nothing.
 */
class SixArgumentsTest {

  private static final String FLAG = "-Djnr.ffi.x86asm.enabled=false";

  @TempDir Path directory;
  private Path library;

  @BeforeEach
  void compile() throws Exception {
    library = CCompiler.library("six_arguments.c", directory.resolve("libsix.so"));
  }

  @Test
  void shouldPassSixArgumentsInTheJvmOfTheTests() {
    assertThat(SixArguments.call(library.toString())).isEqualTo(SixArguments.RIGHT);
  }

  @Test
  void shouldPassSixArgumentsInAProbeProcess() throws Exception {
    List<String> command = commandOfAProbeProcess();

    assertThat(command).contains(FLAG);
    assertThat(Command.run(command).successful().strip()).isEqualTo(SixArguments.RIGHT);
  }

  /** When this test fails, jffi passes them rightly: the flag, and these tests, may go. */
  @Test
  void shouldNeedTheFlag() throws Exception {
    assumeTrue(System.getProperty("os.arch", "").equals("amd64"), "the stubs exist on x86-64 only");
    List<String> command = commandOfAProbeProcess();
    command.remove(FLAG);

    assertThat(Command.run(command).output()).doesNotContain(SixArguments.RIGHT);
  }

  /** The socket is the only argument of the program, and takes the library's place here. */
  private List<String> commandOfAProbeProcess() {
    ProbeLaunch launch =
        new ProbeLaunch(
            Path.of(System.getProperty("java.home", ""), "bin", "java"),
            System.getProperty("java.class.path", ""),
            SixArguments.class.getName(),
            Optional.empty(),
            Map.of());
    return new ArrayList<>(launch.command(library));
  }
}
