package io.kvlane.agent.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.ObjectRef;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.WorkerSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Pods, and what pods are made from, as workers. A pod that is no worker has no role. */
public final class WorkerReader {

  static final String GRAPH = "nvidia.com/dynamo-graph-deployment-name";
  static final String DYNAMO_NAMESPACE = "nvidia.com/dynamo-namespace";

  /** Labels whose value prefill and decode workers of a deployment share, the best first. */
  private static final List<String> DEPLOYMENT =
      List.of(
          GRAPH,
          DYNAMO_NAMESPACE,
          "llm-d.ai/model",
          "llm-d.ai/guide",
          "app.kubernetes.io/part-of",
          "app.kubernetes.io/instance");

  /** Names of containers that serve, as Dynamo and llm-d give them. */
  private static final Set<String> SERVING = Set.of("main", "modelserver", "vllm", "sglang");

  private static final String UNRENDERED = "{{";

  private final Roles roles;

  /**
   * A reader.
   *
   * @param selectors labels that tell roles before all others do
   */
  public WorkerReader(RoleSelectors selectors) {
    roles = new Roles(selectors);
  }

  /** A pod, as the API server has it. */
  public WorkerSpec pod(JsonNode pod) {
    String name = Fields.text(pod.path("metadata").path("name")).orElse("");
    return template(ref("Pod", pod), pod, FieldPath.OBJECT, WorkerHints.named(name));
  }

  /**
   * A pod, or a pod template.
   *
   * @param object the object that it stands in
   * @param template with {@code metadata} and {@code spec}
   * @param at where it stands in the object
   */
  public WorkerSpec template(ObjectRef object, JsonNode template, FieldPath at, WorkerHints hints) {
    JsonNode metadata = template.path("metadata");
    return worker(
        object,
        Fields.textsByKey(metadata.path("labels")),
        Fields.textsByKey(metadata.path("annotations")),
        PodParts.read(template.path("spec"), at.then("spec")),
        hints);
  }

  /** An object by its own name. */
  static ObjectRef ref(String kind, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return new ObjectRef(
        kind,
        Fields.text(metadata.path("namespace")).filter(space -> !space.isEmpty()),
        Fields.text(metadata.path("name"))
            .or(() -> Fields.text(metadata.path("generateName")))
            .orElse("without a name"));
  }

  WorkerSpec worker(
      ObjectRef object,
      Map<String, String> labels,
      Map<String, String> annotations,
      PodParts parts,
      WorkerHints hints) {
    List<ContainerSpec> containers =
        parts.containers().stream().sorted(Comparator.comparingInt(WorkerReader::rank)).toList();
    Optional<ContainerSpec> serving = containers.stream().findFirst();
    Optional<ServingEngine> engine =
        serving
            .flatMap(Engines::of)
            .or(hints::engine)
            .or(() -> Engines.named(labels.getOrDefault(Roles.COMPONENT, "")))
            .or(() -> Engines.named(hints.component()));
    List<String> words = serving.map(ContainerSpec::words).orElse(List.of());
    return new WorkerSpec(
        object,
        roles.of(labels, hints.component(), words, engine.isPresent()),
        hints.deployment().or(() -> deployment(labels)),
        engine,
        serving.map(TensorParallel::of).orElse(OptionalInt.empty()),
        labels,
        annotations,
        containers,
        parts.volumes(),
        parts.claims(),
        parts.antiAffinity(),
        parts.hostNetwork(),
        parts.hostIpc(),
        parts.at());
  }

  /** Smaller for containers that more likely serve; equal ones stay in their order. */
  private static int rank(ContainerSpec container) {
    if (TensorParallel.gpus(container).isPresent()) {
      return 0;
    }
    if (SERVING.contains(container.name())) {
      return 1;
    }
    return Engines.of(container).isPresent() ? 2 : 3;
  }

  private static Optional<String> deployment(Map<String, String> labels) {
    return DEPLOYMENT.stream()
        .map(label -> labels.getOrDefault(label, ""))
        .filter(value -> !value.isBlank() && !value.contains(UNRENDERED))
        .findFirst();
  }
}
