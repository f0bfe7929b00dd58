package io.kvlane.agent.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The properties file. */
final class ConfigFile {

  private ConfigFile() {}

  /**
   * Reads a file whose keys all exist and whose values can be read.
   *
   * @return values by key
   * @throws ConfigException naming the file, the key and what to do
   */
  static Map<String, String> read(Path file) throws ConfigException {
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("cannot read the configuration file " + file + ": " + reason(e), e);
    }
    Map<String, String> values = new TreeMap<>();
    for (String name : read.stringPropertyNames()) {
      values.put(name, read.getProperty(name, "").strip());
    }
    ConfigKeys.check(values, file + ": ");
    Map<String, String> canonical = new TreeMap<>();
    values.forEach((name, value) -> canonical.put(ConfigKeys.canonical(name), value));
    return canonical;
  }

  private static String reason(Exception failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "there is no such file";
      case AccessDeniedException denied -> "this user may not read it";
      case CharacterCodingException binary -> "it is not UTF-8 text";
      case IllegalArgumentException escape ->
          "it has a \\u that no four hexadecimal digits follow; write \\\\ for a backslash";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
