package io.kvlane.agent.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The environment variables that set keys. */
final class ConfigEnvironment {

  private static final String PREFIX = "KVLANE_";
  private static final String PROFILE_PREFIX = "KVLANE_PROFILE_";

  /** Read by the launcher script, not by the agent. */
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("KVLANE_JAVA_OPTS", "KVLANE_PROBE_JAVA_OPTS");

  /**
   * What Kubernetes puts into every pod of a namespace that has a Service called {@code kvlane} or
   * {@code kvlane-something} (its documentation, "Service", "Environment variables").
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "KVLANE(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private ConfigEnvironment() {}

  /**
   * Picks kvlane's variables, all of which exist and hold values that can be read.
   *
   * @return values by key
   * @throws ConfigException naming the variable and what to do
   */
  static Map<String, String> read(Map<String, String> environment) throws ConfigException {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
      String variable = entry.getKey();
      if (!variable.startsWith(PREFIX) || OF_THE_LAUNCHER.contains(variable)) {
        continue;
      }
      Optional<ConfigKey> key = key(variable);
      if (key.isPresent()) {
        String value = entry.getValue().strip();
        key.get().check(variable, value);
        values.put(key.get().name(), value);
      } else if (!SERVICE_LINK.matcher(variable).matches()) {
        throw new ConfigException(variable + ": " + advice(variable));
      }
    }
    return values;
  }

  private static Optional<ConfigKey> key(String variable) {
    return ConfigKeys.fixed().stream()
        .filter(key -> key.environmentVariable().equals(variable))
        .findFirst();
  }

  private static String advice(String variable) {
    return variable.startsWith(PROFILE_PREFIX)
        ? "profiles are defined in the properties file only; move it there"
        : "there is no such setting: " + ConfigKeys.adviceOnVariable(variable);
  }
}
