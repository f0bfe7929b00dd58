package io.kvlane.agent.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the agent's pod may have, whatever the overlay: few rights, and one place to write to. */
final class PodRules {

  private static final String STATE = "/var/lib/kvlane";

  /** A path below the container's security context, and what must be there. */
  private static final Map<String, String> CONTAINER =
      Map.of(
          "/allowPrivilegeEscalation", "false",
          "/readOnlyRootFilesystem", "true",
          "/capabilities", "{\"add\":[\"IPC_LOCK\"],\"drop\":[\"ALL\"]}");

  private static final Map<String, String> POD =
      Map.of(
          "/securityContext/runAsUser", "0",
          "/securityContext/seccompProfile/type", "\"RuntimeDefault\"",
          "/enableServiceLinks", "false",
          "/automountServiceAccountToken", "true");

  private static final List<String> FORBIDDEN =
      List.of("/hostPID", "/hostIPC", "/shareProcessNamespace", "/initContainers");

  private final List<String> problems = new ArrayList<>();

  private PodRules() {}

  static List<String> problems(Manifest manifest) {
    PodRules rules = new PodRules();
    JsonNode pod = manifest.pod();
    JsonNode container = manifest.container();
    JsonNode context = container.path("securityContext");
    POD.forEach((path, value) -> rules.expect("pod", pod, path, value));
    CONTAINER.forEach((path, value) -> rules.expect("container", context, path, value));
    FORBIDDEN.stream()
        .filter(path -> !pod.at(path).isMissingNode())
        .forEach(path -> rules.problems.add("the pod has " + path));
    if (!context.path("privileged").isMissingNode()) {
      rules.problems.add("the container says whether it is privileged");
    }
    if (pod.path("containers").size() != 1) {
      rules.problems.add("there are %d containers".formatted(pod.path("containers").size()));
    }
    if (!container.path("image").asText().matches("[a-z0-9./-]+:\\d+\\.\\d+\\.\\d+")) {
      rules.problems.add("the image has no fixed tag: " + container.path("image"));
    }
    rules.volumes(pod, container);
    return rules.problems;
  }

  private void expect(String of, JsonNode object, String path, String value) {
    JsonNode found = object.at(path);
    if (!found.toString().equals(value)) {
      problems.add("%s: %s is %s, not %s".formatted(of, path, found, value));
    }
  }

  private void volumes(JsonNode pod, JsonNode container) {
    Map<String, JsonNode> volumes = new HashMap<>();
    pod.path("volumes").forEach(volume -> volumes.put(volume.path("name").asText(), volume));
    Set<String> unused = new HashSet<>(volumes.keySet());
    for (JsonNode mount : container.path("volumeMounts")) {
      String name = mount.path("name").asText();
      unused.remove(name);
      JsonNode volume = volumes.get(name);
      if (volume == null) {
        problems.add("there is no volume " + name);
        continue;
      }
      JsonNode host = volume.path("hostPath");
      boolean written = host.path("path").asText().equals(STATE) || volume.has("emptyDir");
      if (mount.path("readOnly").asBoolean() == written) {
        problems.add(name + (written ? " is read-only" : " is not read-only"));
      }
      if (!host.isMissingNode() && host.path("type").asText().isEmpty()) {
        problems.add(name + " does not say what must be on the host");
      }
      if (volume.has("emptyDir") && volume.at("/emptyDir/sizeLimit").isMissingNode()) {
        problems.add(name + " has no limit");
      }
    }
    unused.forEach(name -> problems.add("nothing mounts the volume " + name));
  }
}
