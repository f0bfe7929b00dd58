package io.kvlane.agent.cli;

import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.Settings;
import io.kvlane.probes.process.ProbeLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How the launcher says that probe processes are started. */
final class ProbeLaunches {

  private static final String PROBE_HOME = "kvlane.probe.home";
  private static final String PROBE_JAVA_OPTIONS = "kvlane.probe.java.options";

  private ProbeLaunches() {}

  static ProbeLaunch of(Settings settings) throws ConfigException {
    Path home = Path.of(System.getProperty(PROBE_HOME, ""));
    if (!Files.isDirectory(home) || home.toString().isEmpty()) {
      throw new ConfigException(
          "the probe process is not where -D"
              + PROBE_HOME
              + " says: start kvlane with its launcher");
    }
    String options = System.getProperty(PROBE_JAVA_OPTIONS, "").strip();
    try {
      return ProbeLaunch.of(
              home,
              options.isEmpty() ? List.of() : List.of(options.split("\\s+")),
              settings.ucxDirectory(),
              settings.ucxEnvironment())
          .withGpuLibraryDirectory(settings.gpuLibraryDirectory());
    } catch (IOException e) {
      throw new ConfigException("the probe process in " + home + " cannot be read: " + e, e);
    }
  }
}
