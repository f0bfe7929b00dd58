package io.kvlane.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Configurations from one source only. */
final class Given {

  private Given() {}

  static Settings nothing() throws ConfigException {
    return ConfigLoader.load(Optional.empty(), Map.of(), Map.of());
  }

  /** Variables and their values in turns. */
  static Settings environment(String... variables) throws ConfigException {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return ConfigLoader.load(Optional.empty(), environment, Map.of());
  }

  static Settings file(Path directory, String content) throws ConfigException, IOException {
    return ConfigLoader.load(Optional.of(written(directory, content)), Map.of(), Map.of());
  }

  static Path written(Path directory, String content) throws IOException {
    return Files.writeString(directory.resolve("kvlane.properties"), content);
  }
}
