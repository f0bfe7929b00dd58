package io.kvlane.agent.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the configuration: defaults, then a properties file, then the environment, then options of
 * the command line; the later wins. Unknown keys are refused wherever they stand, so that a typing
 * error is not a silent default. Values are taken literally: there are no {@code ${…}} expressions.
 */
public final class ConfigLoader {

  private static final int FILE_ORDINAL = 200;
  private static final int ENVIRONMENT_ORDINAL = 300;
  private static final int OPTIONS_ORDINAL = 400;
  private static final int CONVERTER_PRIORITY = 200;

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
    ConfigKeys.check(options, "");
    // Without SmallRye's default interceptors, which expand expressions and know profiles such as
    // %dev.
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
            .withConverter(ByteSize.class, CONVERTER_PRIORITY, ByteSize::parse)
            .withMapping(AgentConfig.class, AgentConfig.PREFIX)
            .withValidateUnknown(true)
            .withSources(
                source("environment", ConfigEnvironment.read(environment), ENVIRONMENT_ORDINAL))
            .withSources(source("command line", options, OPTIONS_ORDINAL));
    if (file.isPresent()) {
      builder.withSources(source(file.get().toString(), ConfigFile.read(file.get()), FILE_ORDINAL));
    }
    try {
      SmallRyeConfig config = builder.build();
      return SettingsCheck.of(config.getConfigMapping(AgentConfig.class));
    } catch (ConfigValidationException e) {
      throw new ConfigException(problems(e), e);
    }
  }

  private static PropertiesConfigSource source(
      String name, Map<String, String> values, int ordinal) {
    return new PropertiesConfigSource(values, name, ordinal);
  }

  /** What the mapping refuses although each key and value was accepted by itself. */
  private static String problems(ConfigValidationException e) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < e.getProblemCount(); i++) {
      text.append(i == 0 ? "" : "; ").append(e.getProblem(i).getMessage());
    }
    return text.toString();
  }
}
