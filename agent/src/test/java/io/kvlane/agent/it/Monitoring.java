package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The example configurations of {@code dashboards/}, with what only a test on one machine has.
 *
 * <p>Of Alertmanager's, the receivers' URLs and the times that it waits for more alerts are
 * replaced; routes, receivers and inhibition stay. Of Prometheus', the intervals, where rules and
 * Alertmanager are, and the discovery: targets are listed, with the labels that Kubernetes would
 * give them. How those become labels of series stays. Of the rules, how often they are evaluated;
 * how long an alert waits, and goes on after its cause, is divided by what the test says. What is
 * to be replaced must be there, so that an example that changes its shape fails here.
 */
final class Monitoring {

  private static final String RULES = "kvlane-rules.yaml";
  private static final Pattern WAIT = Pattern.compile("(?m)^( +(?:for|keep_firing_for): )(\\d+)m$");

  private Monitoring() {}

  /**
   * An agent to scrape.
   *
   * @param node name of its node, as Kubernetes has it
   * @param address host and port
   * @param path where its metrics are
   */
  record Target(String node, String address, String path) {}

  private static Path file(String name) {
    return Installation.root().resolve("dashboards").resolve(name).toAbsolutePath().normalize();
  }

  /**
   * Alertmanager's example.
   *
   * @param webhook where each receiver's messages go, to a path of its name
   */
  static String alertmanager(URI webhook) {
    return text(alertmanagerTree(webhook));
  }

  /** The same without its inhibition. */
  static String alertmanagerWithoutInhibition(URI webhook) {
    Map<String, Object> tree = alertmanagerTree(webhook);
    assertThat((List<?>) tree.remove("inhibit_rules")).isNotEmpty();
    return text(tree);
  }

  private static Map<String, Object> alertmanagerTree(URI webhook) {
    Map<String, Object> tree = tree(file("alertmanager/alertmanager.yaml"));
    Map<String, Object> route = map(tree, "route");
    replace(route, "group_interval", "2s");
    replace(route, "group_wait", "1s");
    for (Map<String, Object> child : maps(route, "routes")) {
      replace(child, "group_wait", "1s");
    }
    for (Map<String, Object> receiver : maps(tree, "receivers")) {
      for (Map<String, Object> target : maps(receiver, "webhook_configs")) {
        replace(target, "url", webhook + "/" + receiver.get("name"));
      }
    }
    return tree;
  }

  /**
   * Prometheus' example, for these agents.
   *
   * @param directory where Prometheus will run, and where the rules are put
   * @param interval time between two scrapes, and between two evaluations of the rules
   * @param haste how many times faster than in reality alerts fire and end, 1 to 60
   */
  static String prometheus(
      Path directory, Duration interval, int haste, List<Target> targets, List<URI> alertmanagers) {
    String every = interval.toSeconds() + "s";
    writeRules(directory, every, haste);
    Map<String, Object> tree = tree(file("prometheus/prometheus.yaml"));
    Map<String, Object> global = map(tree, "global");
    replace(global, "scrape_interval", every);
    replace(global, "evaluation_interval", every);
    replace(tree, "rule_files", List.of(RULES));
    replace(
        tree,
        "alerting",
        Map.of(
            "alertmanagers",
            List.of(
                Map.of(
                    "static_configs",
                    List.of(
                        Map.of(
                            "targets", alertmanagers.stream().map(URI::getAuthority).toList()))))));
    Map<String, Object> job =
        maps(tree, "scrape_configs").stream()
            .filter(one -> Objects.equals(one.get("job_name"), "kvlane"))
            .findFirst()
            .orElseThrow();
    assertThat(job.remove("kubernetes_sd_configs")).as("its discovery").isNotNull();
    job.put("static_configs", targets.stream().map(Monitoring::discovered).toList());
    replace(tree, "scrape_configs", List.of(job));
    return text(tree);
  }

  private static void writeRules(Path directory, String every, int haste) {
    try {
      String rules = Files.readString(file("prometheus/" + RULES));
      String often = rules.replaceAll("(?m)^    interval: \\w+$", "    interval: " + every);
      assertThat(often).isNotEqualTo(rules);
      assertThat(WAIT.matcher(often).results().count())
          .as("times that alerts wait")
          .isGreaterThan(20);
      String hasty =
          WAIT.matcher(often)
              .replaceAll(
                  wait -> wait.group(1) + 60 * Integer.parseInt(wait.group(2)) / haste + "s");
      Files.writeString(Files.createDirectories(directory).resolve(RULES), hasty);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An agent as Kubernetes' discovery of pods tells of it. */
  private static Map<String, Object> discovered(Target target) {
    return Map.of(
        "targets",
        List.of(target.address()),
        "labels",
        Map.of(
            "__metrics_path__",
            target.path(),
            "__meta_kubernetes_namespace",
            "kvlane",
            "__meta_kubernetes_pod_name",
            "kvlane-" + target.node(),
            "__meta_kubernetes_pod_node_name",
            target.node(),
            "__meta_kubernetes_pod_label_app_kubernetes_io_name",
            "kvlane",
            "__meta_kubernetes_pod_container_port_name",
            "metrics"));
  }

  private static void replace(Map<String, Object> in, String key, Object value) {
    assertThat(in).containsKey(key);
    in.put(key, value);
  }

  private static Map<String, Object> tree(Path file) {
    try {
      return copy(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Map<String, Object> tree) {
    return new Dump(DumpSettings.builder().build()).dumpToString(tree);
  }

  /** A map within a map, which may be changed there. */
  private static Map<String, Object> map(Map<String, Object> in, String key) {
    Map<String, Object> copy = copy(Objects.requireNonNull(in.get(key), key));
    in.put(key, copy);
    return copy;
  }

  /** The maps of a list within a map, which may be changed there. */
  private static List<Map<String, Object>> maps(Map<String, Object> in, String key) {
    List<Map<String, Object>> copies = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(in.get(key), key)).forEach(one -> copies.add(copy(one)));
    in.put(key, copies);
    return copies;
  }

  private static Map<String, Object> copy(Object map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    ((Map<?, ?>) map).forEach((key, value) -> copy.put((String) key, value));
    return copy;
  }
}
