package io.kvlane.agent.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.ConfigLoader;
import io.kvlane.agent.config.KubernetesSettings;
import io.kvlane.agent.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The agent would start with what the manifest gives it, listens where others look for it, and has
 * the rights that what is turned on needs, and no others.
 */
final class ConfigRules {

  private static final String HOST_ROOT = "/host";
  private static final String CERTIFICATES = "/etc/kvlane-tls/";

  /** Files of a Secret, and those of {@code ./kvlane certs} that stand for them here. */
  private static final Map<String, String> FILES =
      Map.of("tls.crt", "agent.crt", "tls.key", "agent.key", "ca.crt", "ca.crt");

  private static final Map<String, String> FIELDS =
      Map.of("spec.nodeName", "node-1", "status.hostIP", "192.0.2.1");

  /** Variables that are another program's: the NVIDIA container runtime reads these. */
  private static final Set<String> OF_OTHERS =
      Set.of("NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES");

  private final Manifest manifest;
  private final Path scratch;
  private final Path certificates;
  private final List<String> problems = new ArrayList<>();

  private ConfigRules(Manifest manifest, Path scratch, Path certificates) {
    this.manifest = manifest;
    this.scratch = scratch;
    this.certificates = certificates;
  }

  /**
   * Judges a manifest.
   *
   * @param scratch directory to write to
   * @param certificates directory with an agent's certificates
   */
  static List<String> problems(Manifest manifest, Path scratch, Path certificates)
      throws IOException {
    ConfigRules rules = new ConfigRules(manifest, scratch, certificates);
    try {
      Settings settings =
          ConfigLoader.load(Optional.of(rules.file()), rules.environment(), Map.of());
      Settings defaults = ConfigLoader.load(Optional.empty(), Map.of(), Map.of());
      rules.ports(settings, defaults);
      rules.rights(settings);
      rules.ranges(settings);
    } catch (ConfigException e) {
      rules.problems.add("the agent would not start: " + e.getMessage());
    }
    return rules.problems;
  }

  private Path file() throws IOException {
    String name = "";
    for (JsonNode volume : manifest.pod().path("volumes")) {
      if (volume.path("name").asText().equals("config")) {
        name = volume.at("/configMap/name").asText();
      }
    }
    String text =
        manifest
            .of("ConfigMap", name)
            .findFirst()
            .map(map -> map.path("data").path("kvlane.properties").asText())
            .orElse("");
    if (text.isEmpty() || !mounts("config", "/etc/kvlane")) {
      problems.add("nothing mounts kvlane.properties at /etc/kvlane");
    }
    return Files.writeString(scratch.resolve("kvlane.properties"), text);
  }

  private boolean mounts(String volume, String path) {
    return Manifest.elements(manifest.container().path("volumeMounts"))
        .anyMatch(mount ->
            mount.path("name").asText().equals(volume)
                && mount.path("mountPath").asText().equals(path));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode variable : manifest.container().path("env")) {
      String name = variable.path("name").asText();
      String value = manifest.variable(name);
      if (!name.startsWith("KVLANE_") && !OF_OTHERS.contains(name)) {
        problems.add("nobody reads the variable " + name);
      }
      if (value.startsWith(CERTIFICATES)) {
        String file = value.substring(CERTIFICATES.length());
        value = certificates.resolve(FILES.getOrDefault(file, file)).toString();
        if (!mounts("certificates", "/etc/kvlane-tls")) {
          problems.add("nothing mounts " + CERTIFICATES);
        }
      }
      environment.put(name, value.equals(HOST_ROOT) ? "/" : FIELDS.getOrDefault(value, value));
    }
    if (!manifest.variable("KVLANE_HOST_ROOT").equals(HOST_ROOT)) {
      problems.add("the host's root is not " + HOST_ROOT);
    }
    if (!manifest.variable("KVLANE_NODE_NAME").equals("spec.nodeName")) {
      problems.add("the node's name is not spec.nodeName");
    }
    return environment;
  }

  private void ports(Settings settings, Settings defaults) {
    Map<String, Integer> ports =
        Map.of("metrics", settings.httpPort(), "control", settings.control().port());
    if (settings.httpPort() != defaults.httpPort()
        || settings.control().port() != defaults.control().port()) {
      problems.add("other ports than the defaults: " + ports);
    }
    compare("the container's ports", manifest.container().path("ports"), "containerPort", ports);
    manifest
        .ofKind("Service")
        .forEach(service -> compare("the Service's", service.at("/spec/ports"), "port", ports));
    manifest
        .ofKind("NetworkPolicy")
        .forEach(policy -> {
          expect("scraping", policy.at("/spec/ingress/0/ports/0/port"), settings.httpPort());
          expect("control", policy.at("/spec/ingress/1/ports/0/port"), settings.control().port());
        });
  }

  private void compare(String what, JsonNode list, String field, Map<String, Integer> ports) {
    Map<String, Integer> found =
        Manifest.elements(list)
            .collect(
                Collectors.toMap(
                    port -> port.path("name").asText(), port -> port.path(field).asInt()));
    if (!found.equals(ports)) {
      problems.add("%s are %s, not %s".formatted(what, found, ports));
    }
  }

  private void expect(String what, JsonNode found, int port) {
    if (found.asInt() != port) {
      problems.add("the policy lets %s in at %s, not %d".formatted(what, found, port));
    }
  }

  private void rights(Settings settings) {
    Set<String> needed = new TreeSet<>();
    if (settings.kubernetes().use() != KubernetesSettings.Use.FALSE) {
      needed.add("kvlane-placement");
    }
    if (settings.peer().service().isPresent()) {
      needed.add("kvlane-peers");
    }
    if (settings.reports().nodeCondition()) {
      needed.add("kvlane-condition");
    }
    if (settings.reports().events()) {
      needed.add("kvlane-events");
    }
    Set<String> given = new TreeSet<>();
    manifest.ofKind("ClusterRole").map(Manifest::nameOf).forEach(given::add);
    manifest.ofKind("Role").map(Manifest::nameOf).forEach(given::add);
    if (!given.equals(needed)) {
      problems.add("the roles are %s, and needed are %s".formatted(given, needed));
    }
  }

  /** The policy lets in what UCX is told to listen on, and what it lets in it lets out. */
  private void ranges(Settings settings) {
    String range = settings.ucxEnvironment().getOrDefault("UCX_TCP_PORT_RANGE", "any");
    for (JsonNode policy : manifest.ofKind("NetworkPolicy").toList()) {
      JsonNode in = policy.at("/spec/ingress/1/ports");
      String open = in.at("/1/port").asText() + "-" + in.at("/1/endPort").asText();
      if (!open.equals(range)) {
        problems.add("UCX listens on %s, and the policy opens %s".formatted(range, open));
      }
      if (!policy.at("/spec/egress/0/ports").equals(in)) {
        problems.add("what agents may reach is not what they let in");
      }
    }
  }
}
