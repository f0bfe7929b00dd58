package io.kvlane.probes.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.protocol.ProbeCommand.EngineInspection;
import io.kvlane.probes.protocol.ProbeCommand.Inspect;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Probe processes of tests: they run from the class path of the tests, with the UCX of this machine
 * or of the directory in the environment variable {@code KVLANE_UCX_DIRECTORY}.
 */
public final class Probes {

  /** For what will be answered. */
  public static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final Optional<Path> UCX_DIRECTORY =
      Optional.ofNullable(System.getenv("KVLANE_UCX_DIRECTORY")).map(Path::of);

  private static final Path JAVA = Path.of(System.getProperty("java.home", ""), "bin", "java");
  private static final String CLASS_PATH = System.getProperty("java.class.path", "");

  private static @Nullable EngineInspection ucx;

  private Probes() {}

  /** The probe process as it is shipped. */
  public static ProbeLaunch real() {
    return launch(ProbeLaunch.MAIN_CLASS, UCX_DIRECTORY, Map.of());
  }

  /** The probe process as it is shipped, with the UCX of a directory. */
  public static ProbeLaunch withUcx(Path directory) {
    return launch(ProbeLaunch.MAIN_CLASS, Optional.of(directory), Map.of());
  }

  /** The probe process as it is shipped, with the GPU libraries of a directory. */
  public static ProbeLaunch withGpus(Path directory) {
    return real().withGpuLibraryDirectory(Optional.of(directory));
  }

  /** The probe process as it is shipped, with UCX settings of a worker pod. */
  public static ProbeLaunch withSettings(Map<String, String> ucxEnvironment) {
    return launch(ProbeLaunch.MAIN_CLASS, UCX_DIRECTORY, ucxEnvironment);
  }

  /** A probe process with a main class of the tests. */
  public static ProbeLaunch of(Class<?> mainClass) {
    return launch(mainClass.getName(), UCX_DIRECTORY, Map.of());
  }

  /** The beginning of a command line for a program of the tests; its main class comes next. */
  public static List<String> java(String... flags) {
    List<String> command = new ArrayList<>();
    command.add(JAVA.toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", CLASS_PATH));
    return command;
  }

  static ProbeLaunch launch(
      String mainClass, Optional<Path> ucxDirectory, Map<String, String> environment) {
    return new ProbeLaunch(JAVA, CLASS_PATH, mainClass, ucxDirectory, environment);
  }

  /** An empty slot. */
  public static ProbeSlot slot(ProbeLaunch launch) {
    return slot("initiator", launch);
  }

  static ProbeSlot slot(String role, ProbeLaunch launch) {
    return new ProbeSlot(role, launch, Await.LIMIT, Clock.systemUTC());
  }

  /** Skips the test on a machine without UCX, with the reason that the probe process gives. */
  public static synchronized void assumeUcx()
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    EngineInspection known = ucx;
    if (known == null) {
      try (ProbeSlot slot = slot(real())) {
        known = inspectUcx(slot);
        ucx = known;
      }
    }
    assumeTrue(known.version() != null, known.reason() + ": " + known.fix());
  }

  /** What a probe process says about UCX. */
  public static EngineInspection inspectUcx(ProbeSlot slot)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    return slot.acquire().call(new Inspect(Engine.UCX), DEADLINE);
  }
}
