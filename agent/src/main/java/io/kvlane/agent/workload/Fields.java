package io.kvlane.agent.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.core.workload.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Fields of objects, as far as they are of the type that they should be. */
final class Fields {

  /** As YAML 1.1 has them, which Kubernetes' tools read. */
  private static final Set<String> TRUE = Set.of("true", "yes", "on", "y");

  private Fields() {}

  /** A scalar as text; empty where there is none. */
  static Optional<String> text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
  }

  static boolean isTrue(JsonNode node) {
    return text(node).filter(value -> TRUE.contains(value.toLowerCase(Locale.ROOT))).isPresent();
  }

  /** Scalars of a list. */
  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> text(item).ifPresent(texts::add));
    return texts;
  }

  /** Scalars of a mapping, such as labels. */
  static Map<String, String> textsByKey(JsonNode mapping) {
    Map<String, String> texts = new LinkedHashMap<>();
    mapping
        .properties()
        .forEach(
            entry -> text(entry.getValue()).ifPresent(value -> texts.put(entry.getKey(), value)));
    return texts;
  }

  /** The {@code name} of each item of a list. */
  static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(item -> text(item.path("name")).ifPresent(names::add));
    return names;
  }

  /** Every mapping of a list, with where it stands. */
  static <T> List<T> each(JsonNode list, FieldPath at, BiFunction<JsonNode, FieldPath, T> read) {
    List<T> items = new ArrayList<>();
    if (list.isArray()) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).isObject()) {
          items.add(read.apply(list.get(i), at.then(i)));
        }
      }
    }
    return items;
  }
}
