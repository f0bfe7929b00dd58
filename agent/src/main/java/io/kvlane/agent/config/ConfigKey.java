package io.kvlane.agent.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One key of the configuration.
 *
 * @param name the key, such as {@code kvlane.transfer.interval}
 * @param type what its value is
 * @param optional whether it may be empty, which is the same as unset
 * @param defaultValue value when it is not set, empty when there is none
 * @param doc what it means, empty when nobody said
 */
record ConfigKey(
    String name, ValueType type, boolean optional, Optional<String> defaultValue, String doc) {

  /** The environment variable that sets it. */
  String environmentVariable() {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * Checks a value before it is converted, because the conversion's own messages speak of classes.
   *
   * @param shown how to call the key in a message
   */
  void check(String shown, String value) throws ConfigException {
    if (value.isEmpty()) {
      if (!optional) {
        throw new ConfigException(shown + " is empty: give it a value, or leave it out");
      }
      return;
    }
    try {
      type.require(value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(shown + ": " + e.getMessage(), e);
    }
  }
}
