package io.kvlane.agent.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvlane.agent.config.KubernetesSettings;
import io.kvlane.agent.workload.RoleSelectors;
import io.kvlane.agent.workload.WorkerReader;
import io.kvlane.core.workload.WorkerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads pods that have a role, and says which label selectors find them. Safe for every thread. */
final class RoledPods {

  private static final String TYPE = "nvidia.com/dynamo-component-type";
  private static final String COMPONENT = "nvidia.com/dynamo-component";

  private final WorkerReader reader;
  private final RoleSelectors configured;
  private final Optional<String> deploymentLabel;

  RoledPods(KubernetesSettings settings) {
    this.configured = settings.selectors();
    this.reader = new WorkerReader(configured);
    this.deploymentLabel = settings.deploymentLabel();
  }

  /** What a pod asks for, empty when it has no role. */
  Optional<WorkerSpec> read(JsonNode pod) {
    return Optional.of(reader.pod(pod))
        .filter(worker -> worker.role().isPresent())
        .map(this::deployed);
  }

  /** The same of its labels alone. */
  Optional<WorkerSpec> read(Map<String, String> labels) {
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    ObjectNode into = pod.putObject("metadata").putObject("labels");
    labels.forEach(into::put);
    return read(pod);
  }

  private WorkerSpec deployed(WorkerSpec worker) {
    return deploymentLabel
        .flatMap(label -> Optional.ofNullable(worker.labels().get(label)))
        .map(worker::of)
        .orElse(worker);
  }

  /** Label selectors that together find all pods whose labels tell a role, few of them twice. */
  List<String> selectors() {
    List<String> selectors = new ArrayList<>();
    selectors.add(TYPE + " in (prefill,decode,worker)");
    // Generations of Dynamo that name a component and not its type.
    selectors.add(COMPONENT + ",!" + TYPE);
    selectors.add("llm-d.ai/role in (prefill,decode)");
    add(selectors, configured.prefill());
    add(selectors, configured.decode());
    return selectors;
  }

  private static void add(List<String> selectors, Map<String, String> labels) {
    if (!labels.isEmpty()) {
      selectors.add(
          labels.entrySet().stream()
              .map(label -> label.getKey() + "=" + label.getValue())
              .sorted()
              .collect(Collectors.joining(",")));
    }
  }
}
