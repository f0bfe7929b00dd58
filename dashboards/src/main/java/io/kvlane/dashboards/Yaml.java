package io.kvlane.dashboards;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Reads and writes YAML; aliases are resolved. */
final class Yaml {

  private static final int MOST_ALIASES = 1_000;
  private static final int WIDTH = 110;

  private Yaml() {}

  /**
   * The one document of a text.
   *
   * @throws RuntimeException with the place, when it is no YAML
   */
  static Object read(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setAllowDuplicateKeys(false)
            .build();
    return new Load(settings).loadFromString(text);
  }

  /** A document in block style, texts of several lines as they are. */
  static String write(Map<String, Object> document) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setWidth(WIDTH)
            .setSplitLines(false)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(document);
  }

  /** A part that is a map. */
  @SuppressWarnings("unchecked") // YAML's keys are texts in every file that is read here
  static Map<String, Object> map(Object part) {
    return (Map<String, Object>) part;
  }

  /** A text or number of a map, as text; empty when it has none. */
  static String text(Map<String, Object> map, String key) {
    return map.getOrDefault(key, "").toString();
  }

  /** A part that is a list. */
  @SuppressWarnings("unchecked") // a list holds objects
  static List<Object> list(Object part) {
    return (List<Object>) part;
  }
}
