package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.Command;
import io.kvlane.probes.testing.NullChecks;
import io.kvlane.probes.testing.Probes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** UCX replaces the JVM's signal handlers when it is loaded, unless it is told not to. */
class UcxSignalsIT {

  @Test
  void shouldKeepTheSignalHandlersOfTheJvm() throws Exception {
    Probes.assumeUcx();
    ProbeLaunch launch = Probes.of(NullChecks.class);
    ProcessBuilder program = new ProcessBuilder(launch.command(Path.of("unused")));
    program.environment().clear();
    program.environment().putAll(launch.environment());

    assertThat(Command.run(program).successful().lines()).contains(NullChecks.SURVIVED);
  }
}
