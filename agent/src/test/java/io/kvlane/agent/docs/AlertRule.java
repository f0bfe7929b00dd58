package io.kvlane.agent.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An alert as Prometheus reads it.
 *
 * @param name its name
 * @param severity value of its label
 * @param page file that its link to the runbook ends with
 */
record AlertRule(String name, String severity, String page) {

  /** All alerts of a rule file, in their order; recording rules are left out. */
  static List<AlertRule> read(Path file) {
    Map<?, ?> root;
    try {
      root = map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return list(root, "groups").stream()
        .flatMap(group -> list(map(group), "rules").stream())
        .map(AlertRule::map)
        .filter(rule -> rule.containsKey("alert"))
        .map(AlertRule::of)
        .toList();
  }

  private static AlertRule of(Map<?, ?> rule) {
    String url = text(map(value(rule, "annotations")), "runbook_url");
    return new AlertRule(
        text(rule, "alert"),
        text(map(value(rule, "labels")), "severity"),
        url.substring(url.lastIndexOf('/') + 1));
  }

  private static Object value(Map<?, ?> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static String text(Map<?, ?> map, String key) {
    return (String) value(map, key);
  }

  private static List<?> list(Map<?, ?> map, String key) {
    return (List<?>) value(map, key);
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }
}
