package io.kvlane.agent.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Reads the configuration: defaults, then a properties file, then the environment, then options of
 * the command line; the later wins. Unknown keys below {@code kvlane.} are refused, so that a
 * typing error is not a silent default.
 */
public final class ConfigLoader {

  private static final int FILE_ORDINAL = 200;
  private static final int ENVIRONMENT_ORDINAL = 300;
  private static final int OPTIONS_ORDINAL = 400;
  private static final int CONVERTER_PRIORITY = 200;
  private static final String ENVIRONMENT_PREFIX = "KVLANE_";

  /** Read by the launcher script, not by the agent. */
  private static final String LAUNCHER_VARIABLE = "KVLANE_JAVA_OPTS";

  private ConfigLoader() {}

  /**
   * Loads and checks.
   *
   * @param file the properties file, empty when there is none
   * @param environment the process's environment
   * @param options keys and values that were given on the command line
   * @throws ConfigException saying in one line which key is wrong and what to do
   */
  public static Settings load(
      Optional<Path> file, Map<String, String> environment, Map<String, String> options)
      throws ConfigException {
    try {
      SmallRyeConfigBuilder builder =
          new SmallRyeConfigBuilder()
              .addDefaultInterceptors()
              .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
              .withConverter(ByteSize.class, CONVERTER_PRIORITY, ByteSize::parse)
              .withMapping(AgentConfig.class, AgentConfig.PREFIX)
              .withValidateUnknown(true)
              .withSources(new EnvConfigSource(ours(environment), ENVIRONMENT_ORDINAL))
              .withSources(new PropertiesConfigSource(options, "command line", OPTIONS_ORDINAL));
      if (file.isPresent()) {
        builder.withSources(
            new PropertiesConfigSource(
                properties(file.get()), file.get().toString(), FILE_ORDINAL));
      }
      SmallRyeConfig config = builder.build();
      return SettingsCheck.of(config.getConfigMapping(AgentConfig.class));
    } catch (ConfigValidationException e) {
      throw new ConfigException(problems(e), e);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, String> ours(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(ENVIRONMENT_PREFIX))
        .filter(entry -> !entry.getKey().equals(LAUNCHER_VARIABLE))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, String> properties(Path file) throws ConfigException {
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("cannot read the configuration file " + file + ": " + e, e);
    }
    Map<String, String> properties = new HashMap<>();
    for (String key : read.stringPropertyNames()) {
      if (!key.startsWith(AgentConfig.PREFIX + ".")) {
        throw new ConfigException(
            file + ": '" + key + "' is not a key of kvlane; keys begin with kvlane.");
      }
      properties.put(key, read.getProperty(key, ""));
    }
    return properties;
  }

  private static String problems(ConfigValidationException e) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < e.getProblemCount(); i++) {
      text.append(i == 0 ? "" : "; ").append(plain(e.getProblem(i).getMessage()));
    }
    return text.toString();
  }

  /** Leaves out SmallRye's message numbers. */
  private static String plain(String message) {
    return message.replaceFirst("^[A-Z]+\\d+: ", "");
  }
}
