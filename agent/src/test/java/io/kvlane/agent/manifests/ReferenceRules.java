package io.kvlane.agent.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one object says of another is true: selectors, ports, names. */
final class ReferenceRules {

  private static final String NAMESPACE = "kvlane";

  /** What k8s/README.md says how to make. */
  private static final Set<String> MADE_BY_HAND = Set.of("kvlane-certificates");

  private static final Set<String> OF_THE_CLUSTER =
      Set.of("Namespace", "ClusterRole", "ClusterRoleBinding", "PriorityClass");

  private final Manifest manifest;
  private final List<String> problems = new ArrayList<>();

  private ReferenceRules(Manifest manifest) {
    this.manifest = manifest;
  }

  static List<String> problems(Manifest manifest) {
    ReferenceRules rules = new ReferenceRules(manifest);
    rules.selectors();
    rules.ports();
    rules.names();
    rules.bindings();
    manifest.objects().forEach(rules::namespace);
    return rules.problems;
  }

  private void selectors() {
    selector("DaemonSet", "/spec/selector/matchLabels");
    selector("Service", "/spec/selector");
    selector("NetworkPolicy", "/spec/podSelector/matchLabels");
    selector("NetworkPolicy", "/spec/ingress/1/from/0/podSelector/matchLabels");
    selector("NetworkPolicy", "/spec/egress/0/to/0/podSelector/matchLabels");
    selector("PodMonitor", "/spec/selector/matchLabels");
    manifest
        .ofKind("PodMonitor")
        .map(monitor -> monitor.at("/spec/jobLabel").asText())
        .filter(label -> !"kvlane".equals(manifest.labels().get(label)))
        .forEach(label -> problems.add("the job is not kvlane: label " + label));
  }

  private void selector(String kind, String path) {
    manifest
        .ofKind(kind)
        .map(object -> Manifest.texts(object.at(path)))
        .filter(wanted -> wanted.isEmpty() || !contains(manifest.labels(), wanted))
        .forEach(wanted ->
            problems.add("%s %s does not select the pod: %s".formatted(kind, path, wanted)));
  }

  private static boolean contains(Map<String, String> labels, Map<String, String> wanted) {
    return labels.entrySet().containsAll(wanted.entrySet());
  }

  /** Ports are named in the pod; everybody else uses the name. */
  private void ports() {
    Set<String> named =
        Manifest.elements(manifest.container().path("ports"))
            .map(port -> port.path("name").asText())
            .collect(Collectors.toSet());
    Stream.of(
            Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .map(probe -> manifest.container().path(probe).at("/httpGet/port")),
            manifest
                .ofKind("Service")
                .flatMap(service -> Manifest.elements(service.at("/spec/ports")))
                .map(port -> port.path("targetPort")),
            manifest
                .ofKind("PodMonitor")
                .flatMap(monitor -> Manifest.elements(monitor.at("/spec/podMetricsEndpoints")))
                .map(endpoint -> endpoint.path("port")))
        .flatMap(ports -> ports)
        .filter(port -> !named.contains(port.asText()))
        .forEach(port -> problems.add("the pod has no port " + port));
  }

  private void names() {
    JsonNode pod = manifest.pod();
    exists("ServiceAccount", pod.path("serviceAccountName").asText());
    exists("PriorityClass", pod.path("priorityClassName").asText());
    for (JsonNode volume : pod.path("volumes")) {
      if (volume.has("configMap")) {
        exists("ConfigMap", volume.at("/configMap/name").asText());
      }
      String secret = volume.at("/secret/secretName").asText();
      if (volume.has("secret") && !MADE_BY_HAND.contains(secret) && !isIssued(secret)) {
        problems.add("nothing makes the Secret " + secret);
      }
    }
    manifest
        .ofKind("Certificate")
        .forEach(certificate -> exists("Issuer", certificate.at("/spec/issuerRef/name").asText()));
    manifest
        .ofKind("Issuer")
        .map(issuer -> issuer.at("/spec/ca/secretName").asText())
        .filter(secret -> !secret.isEmpty() && !isIssued(secret))
        .forEach(secret -> problems.add("no Certificate makes the Secret " + secret));
    String service = manifest.variable("KVLANE_PEER_SERVICE");
    if (!service.isEmpty()) {
      exists("Service", service);
    }
  }

  private boolean isIssued(String secret) {
    return manifest
        .ofKind("Certificate")
        .anyMatch(certificate -> certificate.at("/spec/secretName").asText().equals(secret));
  }

  private void exists(String kind, String name) {
    if (!manifest.has(kind, name)) {
      problems.add("there is no %s '%s'".formatted(kind, name));
    }
  }

  private void bindings() {
    for (String kind : List.of("Role", "ClusterRole")) {
      manifest.ofKind(kind + "Binding").forEach(this::subjects);
      Set<String> bound =
          manifest
              .ofKind(kind + "Binding")
              .filter(binding -> binding.at("/roleRef/kind").asText().equals(kind))
              .map(binding -> binding.at("/roleRef/name").asText())
              .collect(Collectors.toSet());
      Set<String> roles = manifest.ofKind(kind).map(Manifest::nameOf).collect(Collectors.toSet());
      if (!roles.equals(bound)) {
        problems.add("%s: there are %s, and bound are %s".formatted(kind, roles, bound));
      }
    }
  }

  private void subjects(JsonNode binding) {
    for (JsonNode subject : binding.path("subjects")) {
      exists("ServiceAccount", subject.path("name").asText());
      if (!subject.path("namespace").asText().equals(NAMESPACE)) {
        problems.add("%s binds an account elsewhere".formatted(Manifest.nameOf(binding)));
      }
    }
  }

  private void namespace(JsonNode object) {
    String kind = object.path("kind").asText();
    String expected = OF_THE_CLUSTER.contains(kind) ? "" : NAMESPACE;
    String found = object.at("/metadata/namespace").asText();
    if (!found.equals(expected)) {
      problems.add(
          "%s %s is in the namespace '%s'".formatted(kind, Manifest.nameOf(object), found));
    }
  }
}
