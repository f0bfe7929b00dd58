package io.kvlane.agent.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Makes values with their lines of a document in YAML or JSON. Anchors and merge keys ({@code <<})
 * work as in YAML 1.1, which Kubernetes' tools read. A value that is an unrendered template, which
 * YAML takes for a mapping in a mapping's key, becomes text that begins with two braces.
 *
 * <p>What an alias stands for counts as often as it is named, so the limit of values holds for
 * anybody who walks through the result.
 */
final class YamlComposer {

  /** Values and keys of a document, with those that aliases repeat. */
  static final int MOST_VALUES = 100_000;

  /** Levels of mappings and lists in each other. */
  static final int MOST_LEVELS = 100;

  private static final String MERGE = "<<";
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setUseMarks(true)
          .setCodePointLimit(DocumentSplitter.MOST_CHARACTERS + 1)
          .build();

  private final DocumentText document;
  private final Parser parser;
  private final Map<Anchor, Located> anchors = new HashMap<>();
  private int values;
  private int level;

  private YamlComposer(DocumentText document) {
    this.document = document;
    parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text(document)));
  }

  /** JSON may be indented with tabs, YAML may not. */
  private static String text(DocumentText document) {
    String text = document.text();
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[") ? text.replace('\t', ' ') : text;
  }

  /**
   * The values of a document: one, or none where it is empty; several only where {@code ...} ends
   * one and another follows.
   */
  static List<Located> compose(DocumentText document) throws BrokenYamlException {
    try {
      return new YamlComposer(document).documents();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine()).orElse(0) + document.firstLine();
      throw new BrokenYamlException(line, oneLine(e.getProblem()));
    } catch (ReaderException e) {
      throw new BrokenYamlException(
          document.lineOf(e.getPosition()),
          "the character U+%04X cannot be in a text file".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw new BrokenYamlException(document.firstLine(), oneLine(String.valueOf(e.getMessage())));
    }
  }

  private static String oneLine(String text) {
    return text.strip().lines().findFirst().orElse("it cannot be parsed");
  }

  private List<Located> documents() throws BrokenYamlException {
    List<Located> found = new ArrayList<>();
    while (parser.hasNext()) {
      Event event = parser.next();
      switch (event.getEventId()) {
        case StreamStart, DocumentStart, DocumentEnd, StreamEnd, Comment -> anchors.clear();
        default -> {
          Located value = value(event);
          if (!value.value().isNull()) {
            found.add(value);
          }
        }
      }
    }
    return found;
  }

  private Located value(Event event) throws BrokenYamlException {
    if (event instanceof AliasEvent alias) {
      Located target = anchors.get(alias.getAlias());
      if (target == null) {
        throw broken(
            event, "the anchor &%s does not exist, or holds itself".formatted(alias.getAlias()));
      }
      count(event, target.lines().size());
      return target;
    }
    count(event, 1);
    Located value =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent sequence -> list(sequence);
          case MappingStartEvent mapping -> mapping(mapping);
          default -> throw broken(event, "a value is missing");
        };
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    anchor.ifPresent(name -> anchors.put(name, value));
    return value;
  }

  private Located scalar(ScalarEvent scalar) {
    boolean isNull = scalar.isPlain() && NULL.contains(scalar.getValue());
    JsonNode value =
        isNull
            ? JsonNodeFactory.instance.nullNode()
            : JsonNodeFactory.instance.textNode(scalar.getValue());
    return new Located(value, new Lines(line(scalar), Map.of(), 1));
  }

  private Located list(SequenceStartEvent start) throws BrokenYamlException {
    enter(start);
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    Map<String, Lines> inside = new LinkedHashMap<>();
    int size = 1;
    for (Event event = parser.next(); !is(event, Event.ID.SequenceEnd); event = parser.next()) {
      Located item = value(event);
      inside.put(Integer.toString(items.size()), item.lines().at(line(event)));
      items.add(item.value());
      size += item.lines().size();
    }
    level--;
    return new Located(items, new Lines(line(start), inside, size));
  }

  private Located mapping(MappingStartEvent start) throws BrokenYamlException {
    enter(start);
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    Map<String, Lines> inside = new LinkedHashMap<>();
    List<Located> merges = new ArrayList<>();
    int size = 1;
    for (Event key = parser.next(); !is(key, Event.ID.MappingEnd); key = parser.next()) {
      if (key instanceof MappingStartEvent && start.isFlow()) {
        level--;
        return template(start);
      }
      String name = name(key);
      Located value = value(parser.next());
      size += value.lines().size();
      if (name.equals(MERGE)) {
        merges.add(value);
      } else if (fields.has(name)) {
        throw broken(key, "the key '%s' is there twice".formatted(name));
      } else {
        fields.set(name, value.value());
        inside.put(name, value.lines().at(line(key)));
      }
    }
    level--;
    Located merged = new Located(fields, new Lines(line(start), inside, size));
    for (Located merge : merges) {
      merge(start, merged, merge);
    }
    return merged;
  }

  private String name(Event key) throws BrokenYamlException {
    if (key instanceof ScalarEvent || key instanceof AliasEvent) {
      Located name = value(key);
      if (name.value().isTextual() || name.value().isNull()) {
        return name.value().asText();
      }
    }
    throw broken(key, "a key must be text");
  }

  /** Fields that are there already stay; among several mappings the first has its way. */
  private static void merge(Event at, Located into, Located from) throws BrokenYamlException {
    if (from.value().isArray()) {
      for (int i = 0; i < from.value().size(); i++) {
        Lines lines = from.lines().inside().get(Integer.toString(i));
        if (lines != null && !from.value().get(i).isArray()) {
          merge(at, into, new Located(from.value().get(i), lines));
        }
      }
      return;
    }
    ObjectNode fields = (ObjectNode) into.value();
    from.value()
        .properties()
        .forEach(field -> {
          if (!fields.has(field.getKey())) {
            fields.set(field.getKey(), field.getValue());
            Lines lines = from.lines().inside().get(field.getKey());
            if (lines != null) {
              into.lines().inside().put(field.getKey(), lines);
            }
          }
        });
  }

  /** What {@code {{ .Values.x }}} is for YAML: both mappings are open. */
  private Located template(MappingStartEvent start) {
    StringBuilder text = new StringBuilder("{{");
    int open = 2;
    while (open > 0) {
      switch (parser.next()) {
        case ScalarEvent scalar when !scalar.getValue().isEmpty() ->
            text.append(' ').append(scalar.getValue());
        case MappingStartEvent _, SequenceStartEvent _ -> open++;
        case Event event when is(event, Event.ID.MappingEnd) || is(event, Event.ID.SequenceEnd) ->
            open--;
        default -> {
          // Empty values, and aliases, which mean something else to a template engine.
        }
      }
    }
    JsonNode value = JsonNodeFactory.instance.textNode(text + " }}");
    return new Located(value, new Lines(line(start), Map.of(), 1));
  }

  private void enter(Event event) throws BrokenYamlException {
    if (++level > MOST_LEVELS) {
      throw broken(event, "more than %d levels of mappings and lists".formatted(MOST_LEVELS));
    }
  }

  private void count(Event event, int more) throws BrokenYamlException {
    values += more;
    if (values > MOST_VALUES) {
      throw broken(
          event, "more than %d values, those that aliases repeat included".formatted(MOST_VALUES));
    }
  }

  private static boolean is(Event event, Event.ID id) {
    return event.getEventId() == id;
  }

  private int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine()).orElse(0) + document.firstLine();
  }

  private BrokenYamlException broken(Event event, String message) {
    return new BrokenYamlException(line(event), message);
  }
}
