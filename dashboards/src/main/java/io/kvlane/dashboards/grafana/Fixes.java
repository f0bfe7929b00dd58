package io.kvlane.dashboards.grafana;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** What to do about the finding of a rule, in one line: Prometheus has the rule's name only. */
final class Fixes {

  private static final Map<String, String> BY_RULE = read();

  private Fixes() {}

  /** The fix by the name of the rule, sorted. */
  static Map<String, String> byRule() {
    return BY_RULE;
  }

  private static Map<String, String> read() {
    Properties properties = new Properties();
    try (InputStream file = Fixes.class.getResourceAsStream("fixes.properties")) {
      properties.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> fixes = new TreeMap<>();
    properties.forEach((rule, fix) -> fixes.put((String) rule, (String) fix));
    return fixes;
  }
}
