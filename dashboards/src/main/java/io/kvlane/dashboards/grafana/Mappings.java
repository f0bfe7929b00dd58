package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which text and colour is shown in place of a value.
 *
 * @param entries in the order of a legend
 */
record Mappings(List<Entry> entries) {

  /** One value and what is shown for it. */
  record Entry(String value, String text, Colour colour) {}

  Mappings {
    entries = List.copyOf(entries);
  }

  static Mappings none() {
    return new Mappings(List.of());
  }

  /** A text in place of each value, none of them better than another. */
  static Mappings texts(Map<String, String> texts) {
    return new Mappings(
        texts.entrySet().stream()
            .map(text -> new Entry(text.getKey(), text.getValue(), Colour.UNKNOWN))
            .toList());
  }

  /** The same with one more value. */
  Mappings with(int value, String text, Colour colour) {
    return with(Integer.toString(value), text, colour);
  }

  /** The same with one more value. */
  Mappings with(String value, String text, Colour colour) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(value, text, colour));
    return new Mappings(more);
  }

  ArrayNode json() {
    ObjectNode options = Json.object();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      options.set(
          entry.value(),
          Json.object("text", entry.text(), "color", entry.colour().grafana(), "index", i));
    }
    return entries.isEmpty()
        ? Json.array(List.of())
        : Json.array(List.of(Json.object("type", "value", "options", options)));
  }
}
