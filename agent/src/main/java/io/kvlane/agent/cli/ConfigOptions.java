package io.kvlane.agent.cli;

import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.ConfigLoader;
import io.kvlane.agent.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that reads the configuration. */
final class ConfigOptions {

  private static final Path DEFAULT_FILE = Path.of("/etc/kvlane/kvlane.properties");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "properties file; /etc/kvlane/kvlane.properties if there is one")
  private @Nullable Path file;

  @Option(
      names = "--host-root",
      paramLabel = "DIR",
      description = "directory that holds the host's /sys, /proc and /etc")
  private @Nullable String hostRoot;

  Settings load() throws ConfigException {
    Map<String, String> options = new HashMap<>();
    if (hostRoot != null) {
      options.put("kvlane.host-root", hostRoot);
    }
    return ConfigLoader.load(file(), System.getenv(), options);
  }

  /** Whether the command line itself says where the host's files are. */
  boolean namesHostRoot() {
    return hostRoot != null;
  }

  private Optional<Path> file() {
    return Optional.ofNullable(file)
        .or(() -> Optional.of(DEFAULT_FILE).filter(Files::isRegularFile));
  }
}
