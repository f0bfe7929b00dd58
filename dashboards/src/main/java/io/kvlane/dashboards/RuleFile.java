package io.kvlane.dashboards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one source of all rules: a rule file of Prometheus. What it may not have here is refused, so
 * that nothing is lost in what is generated from it. Immutable.
 *
 * @param groups the groups, in the order of the file
 */
record RuleFile(List<Rule.Group> groups) {

  private static final Set<String> KEYS =
      Set.of("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations");

  /** Copies the groups. */
  RuleFile {
    groups = List.copyOf(groups);
  }

  /**
   * Reads a rule file.
   *
   * @throws IllegalArgumentException when it has something that would be lost
   */
  static RuleFile parse(String text) {
    return new RuleFile(
        Yaml.list(Yaml.map(Yaml.read(text)).getOrDefault("groups", List.of())).stream()
            .map(Yaml::map)
            .map(RuleFile::group)
            .toList());
  }

  /** The alerts of all groups, in the order of the file. */
  List<Rule> alerts() {
    return rules().filter(Rule::alert).toList();
  }

  /** Names of the series that are recorded. */
  Set<String> recorded() {
    return rules()
        .filter(rule -> !rule.alert())
        .map(Rule::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** All rules, in the order of the file. */
  Stream<Rule> rules() {
    return groups.stream().flatMap(group -> group.rules().stream());
  }

  private static Rule.Group group(Map<String, Object> group) {
    allow(Set.of("name", "interval", "rules"), group);
    return new Rule.Group(
        text(group, "name").orElseThrow(),
        text(group, "interval").orElseThrow(),
        Yaml.list(group.getOrDefault("rules", List.of())).stream()
            .map(Yaml::map)
            .map(RuleFile::rule)
            .toList());
  }

  private static Rule rule(Map<String, Object> rule) {
    allow(KEYS, rule);
    Optional<String> alert = text(rule, "alert");
    return new Rule(
        alert.isPresent(),
        alert.or(() -> text(rule, "record")).orElseThrow(),
        text(rule, "expr").orElseThrow().strip(),
        text(rule, "for"),
        text(rule, "keep_firing_for"),
        texts(rule, "labels"),
        texts(rule, "annotations"));
  }

  private static void allow(Set<String> keys, Map<String, Object> part) {
    if (!keys.containsAll(part.keySet())) {
      throw new IllegalArgumentException("only " + keys + " are known, not " + part.keySet());
    }
  }

  private static Optional<String> text(Map<String, Object> part, String key) {
    return Optional.ofNullable(part.get(key)).map(Object::toString);
  }

  private static Map<String, String> texts(Map<String, Object> part, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    Yaml.map(part.getOrDefault(key, Map.of()))
        .forEach((name, value) -> texts.put(name, value.toString().strip()));
    return texts;
  }
}
