package io.kvlane.agent.docs;

import io.kvlane.agent.cli.KvlaneMain;
import io.kvlane.agent.http.Api;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.rules.Rules;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.rules.WorkerRules;
import io.kvlane.exporters.prometheus.StoredMetric;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Names that pages may use.
 *
 * @param metrics series of the catalogue, with the labels and their values
 * @param keys configuration keys and environment variables
 * @param paths paths of the agent below which a page may go on
 * @param commands what follows {@code ./kvlane}
 * @param rules names of rules
 * @param alerts names of alerts
 */
record KnownNames(
    Map<String, Map<String, Set<String>>> metrics,
    Set<String> keys,
    Set<String> paths,
    CommandLine commands,
    Set<String> rules,
    Set<String> alerts) {

  private static final Pattern KEY_ROW = Pattern.compile("(?m)^\\| (.*?) \\|(?: (.*?) \\|)?");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Set<String> PATHS =
      Set.of("/", "/metrics", "/health/live", "/health/ready", "/health/group/fabric");

  /**
   * Those of the code, and of pages that other tests hold to the code.
   *
   * @param configuration the reference of the configuration
   */
  static KnownNames read(java.nio.file.Path configuration, Set<String> alerts) {
    return new KnownNames(
        metricsOfTheCatalogue(),
        keys(MarkdownPage.read(configuration).text()),
        Stream.concat(PATHS.stream(), routes()).collect(Collectors.toSet()),
        new CommandLine(new KvlaneMain()),
        rulesOfTheCode().collect(Collectors.toSet()),
        alerts);
  }

  /** Of the rules over nodes, and of those over workers. */
  static Stream<String> rulesOfTheCode() {
    return Stream.concat(
        Rules.all().stream().map(Rule::name), WorkerRules.all().stream().map(WorkerRule::name));
  }

  /** A histogram is spoken of by the name that its series have in common. */
  private static Map<String, Map<String, Set<String>>> metricsOfTheCatalogue() {
    Map<String, Map<String, Set<String>>> metrics = new HashMap<>();
    for (StoredMetric metric : StoredMetric.all()) {
      metrics.put(metric.name(), metric.labels());
      metrics.putIfAbsent(metric.name().replaceFirst("_bucket$", ""), metric.labels());
    }
    return metrics;
  }

  private static Set<String> keys(String reference) {
    return KEY_ROW
        .matcher(reference)
        .results()
        .flatMap(row -> Stream.of(row.group(1), row.group(2)).filter(Objects::nonNull))
        .flatMap(cell -> SPAN.matcher(cell).results().map(span -> span.group(1)))
        .filter(span -> span.startsWith("kvlane.") || span.startsWith("KVLANE_"))
        .collect(Collectors.toSet());
  }

  private static Stream<String> routes() {
    String root = Objects.requireNonNull(Api.class.getAnnotation(Path.class)).value();
    return Stream.of(Api.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Path.class))
        .map(method -> root + "/" + route(method));
  }

  private static String route(Method method) {
    return Objects.requireNonNull(method.getAnnotation(Path.class)).value();
  }
}
