package io.kvlane.core.workload.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON as people write it on a command line: strings may have single quotes, and words none.
 * Mappings become {@code Map<String, Object>}, lists {@code List<Object>}, all else text.
 */
final class LooseJson {

  /** Far deeper than any setting of KV transfers. */
  private static final int MOST_LEVELS = 16;

  private final String text;
  private int next;
  private boolean broken;

  private LooseJson(String text) {
    this.text = text;
  }

  /** A mapping; empty where the text is none. */
  static Optional<Map<String, Object>> mapping(String text) {
    LooseJson reader = new LooseJson(text);
    reader.blanks();
    if (!reader.sees('{')) {
      return Optional.empty();
    }
    Map<String, Object> mapping = reader.readMapping(0);
    reader.blanks();
    return reader.broken || reader.next < text.length() ? Optional.empty() : Optional.of(mapping);
  }

  private Object readValue(int level) {
    blanks();
    if (level > MOST_LEVELS) {
      broken = true;
      return "";
    }
    if (sees('{')) {
      return readMapping(level);
    }
    return sees('[') ? readList(level) : readText();
  }

  private Map<String, Object> readMapping(int level) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    next++;
    blanks();
    while (!broken && !takes('}')) {
      String key = readText();
      blanks();
      if (!takes(':')) {
        broken = true;
      }
      mapping.put(key, readValue(level + 1));
      separator('}');
    }
    return mapping;
  }

  private List<Object> readList(int level) {
    List<Object> list = new ArrayList<>();
    next++;
    blanks();
    while (!broken && !takes(']')) {
      list.add(readValue(level + 1));
      separator(']');
    }
    return list;
  }

  private void separator(char end) {
    blanks();
    if (takes(',')) {
      blanks();
    } else if (!sees(end)) {
      broken = true;
    }
  }

  private String readText() {
    if (sees('"') || sees('\'')) {
      char quote = text.charAt(next++);
      StringBuilder quoted = new StringBuilder();
      while (next < text.length() && !sees(quote)) {
        if (sees('\\') && next + 1 < text.length()) {
          next++;
        }
        quoted.append(text.charAt(next++));
      }
      if (!takes(quote)) {
        broken = true;
      }
      return quoted.toString();
    }
    int start = next;
    while (next < text.length() && "{}[],:\"' \t\n\r".indexOf(text.charAt(next)) < 0) {
      next++;
    }
    if (next == start) {
      broken = true;
    }
    return text.substring(start, next);
  }

  private void blanks() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
  }

  private boolean sees(char wanted) {
    return next < text.length() && text.charAt(next) == wanted;
  }

  private boolean takes(char wanted) {
    boolean seen = sees(wanted);
    next += seen ? 1 : 0;
    return seen;
  }
}
