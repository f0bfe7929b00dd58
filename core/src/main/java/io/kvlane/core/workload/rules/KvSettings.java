package io.kvlane.core.workload.rules;

import io.kvlane.core.workload.ContainerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What vLLM's arguments say of KV transfers: {@code --kv-transfer-config} with JSON, or {@code
 * --kv-transfer-config.KEY} with a single value (vLLM, docs/features/nixl_connector_usage.md). Keys
 * inside connectors of a connector that holds several count, too.
 *
 * @param problem why it could not be read, one line; empty when it was, or when nothing is said
 * @param config what was read
 */
record KvSettings(Optional<String> problem, Map<String, Object> config) {

  /** The setting's name, as vLLM's parser takes it: with dashes or underscores. */
  private static final String OPTION = "--kv-transfer-config";

  private static final String EXTRA = "kv_connector_extra_config";

  /** Far more than the JSON of KV transfers is split into. */
  private static final int MOST_WORDS = 100;

  private static final Pattern DOT = Pattern.compile("\\.");

  /** Reads the arguments of a container. */
  static KvSettings of(ContainerSpec container) {
    List<String> words = container.words();
    Map<String, Object> config = new LinkedHashMap<>();
    Optional<String> problem = Optional.empty();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String option = (equals < 0 ? word : word.substring(0, equals));
      if (!isOption(option)) {
        continue;
      }
      String value = equals < 0 ? rest(words, i + 1) : rest(words, i, word.substring(equals + 1));
      String filled = Setting.filled(container, Setting.unquoted(value));
      if (!Setting.isRendered(filled)) {
        problem = Optional.of("the value of %s is not filled in: %s".formatted(option, filled));
      } else if (option.length() > OPTION.length()) {
        put(config, option.substring(OPTION.length() + 1), filled);
      } else {
        Optional<Map<String, Object>> read = LooseJson.mapping(filled);
        read.ifPresent(config::putAll);
        problem =
            read.isPresent()
                ? problem
                : Optional.of("%s is not JSON: %s".formatted(option, filled));
      }
    }
    return new KvSettings(problem, config);
  }

  private static boolean isOption(String option) {
    String dashed =
        option.length() < OPTION.length()
            ? ""
            : option.substring(0, OPTION.length()).replace('_', '-');
    return dashed.equals(OPTION)
        && (option.length() == OPTION.length() || option.charAt(OPTION.length()) == '.');
  }

  private static String rest(List<String> words, int from) {
    return from < words.size() ? rest(words, from, words.get(from)) : "";
  }

  /** JSON that was split at blanks is put together until its brackets are closed. */
  private static String rest(List<String> words, int at, String first) {
    StringBuilder text = new StringBuilder(first);
    int open = depth(first);
    int end = Math.min(words.size(), at + MOST_WORDS);
    for (int i = at + 1; i < end && open > 0; i++) {
      text.append(' ').append(words.get(i));
      open += depth(words.get(i));
    }
    return text.toString();
  }

  private static int depth(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
    }
    return depth;
  }

  private static void put(Map<String, Object> config, String path, String value) {
    String[] keys = DOT.split(path);
    Map<String, Object> inner = config;
    for (int i = 0; i < keys.length - 1; i++) {
      inner = mapping(inner.computeIfAbsent(keys[i], _ -> new LinkedHashMap<>()));
    }
    String last = keys[keys.length - 1];
    if (last.endsWith("+")) {
      String list = last.substring(0, last.length() - 1);
      List<Object> items = new ArrayList<>(list(inner.get(list)));
      items.add(value);
      inner.put(list, items);
    } else {
      inner.put(last, value);
    }
  }

  /** Names of the connectors; none where nothing is said. */
  List<String> connectors() {
    return all().flatMap(one -> text(one.get("kv_connector"))).toList();
  }

  /** Whether NIXL moves KV caches. */
  boolean usesNixl() {
    return connectors().stream()
        .anyMatch(connector -> connector.toLowerCase(Locale.ROOT).contains("nixl"));
  }

  /** NIXL's backends, in upper case; none where nothing is said, which means UCX. */
  List<String> backends() {
    return all()
        .map(one -> mapping(one.get(EXTRA)).get("backends"))
        .flatMap(backends -> list(backends).stream())
        .flatMap(KvSettings::text)
        .map(backend -> backend.toUpperCase(Locale.ROOT))
        .toList();
  }

  /** Where KV caches are buffered, such as {@code cpu}; empty where nothing is said. */
  Optional<String> bufferDevice() {
    return all().flatMap(one -> text(one.get("kv_buffer_device"))).findFirst();
  }

  private Stream<Map<String, Object>> all() {
    return Stream.concat(
        Stream.of(config),
        list(mapping(config.get(EXTRA)).get("connectors")).stream().map(KvSettings::mapping));
  }

  private static Stream<String> text(@Nullable Object value) {
    return value instanceof String text ? Stream.of(text) : Stream.empty();
  }

  @SuppressWarnings("unchecked") // LooseJson makes no others
  private static Map<String, Object> mapping(@Nullable Object value) {
    return value instanceof Map<?, ?> mapping
        ? (Map<String, Object>) mapping
        : new LinkedHashMap<>();
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    return value instanceof String text ? List.of(text) : List.of();
  }
}
