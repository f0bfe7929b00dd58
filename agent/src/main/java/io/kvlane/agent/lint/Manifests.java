package io.kvlane.agent.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.workload.DynamoReader;
import io.kvlane.agent.workload.RoleSelectors;
import io.kvlane.agent.workload.WorkerHints;
import io.kvlane.agent.workload.WorkerReader;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.ObjectRef;
import io.kvlane.core.workload.WorkerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects that pods are made from. */
final class Manifests {

  private static final FieldPath TEMPLATE = FieldPath.OBJECT.then("spec").then("template");

  private final WorkerReader workers = new WorkerReader(RoleSelectors.NONE);
  private final DynamoReader dynamo = new DynamoReader(workers);

  /** The pods of an object, workers or not; empty where its kind is not known. */
  Optional<List<WorkerSpec>> pods(JsonNode object) {
    String kind = object.path("kind").asText();
    return switch (kind) {
      case "Pod" -> Optional.of(List.of(named(kind, object, object, FieldPath.OBJECT)));
      case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job" ->
          Optional.of(List.of(named(kind, object, object.path("spec").path("template"), TEMPLATE)));
      case "LeaderWorkerSet" -> Optional.of(leaderWorkerSet(kind, object));
      case "DynamoGraphDeployment" -> Optional.of(dynamo.graph(object));
      default -> Optional.empty();
    };
  }

  private WorkerSpec named(String kind, JsonNode object, JsonNode template, FieldPath at) {
    ObjectRef ref = ref(kind, object, "");
    return workers.template(ref, template, at, WorkerHints.named(ref.name()));
  }

  /** A set without a template for leaders makes them from that for workers. */
  private List<WorkerSpec> leaderWorkerSet(String kind, JsonNode object) {
    JsonNode templates = object.path("spec").path("leaderWorkerTemplate");
    FieldPath at = FieldPath.OBJECT.then("spec").then("leaderWorkerTemplate");
    List<WorkerSpec> pods = new ArrayList<>();
    for (String part : List.of("leader", "worker")) {
      JsonNode template = templates.path(part + "Template");
      if (template.isObject()) {
        pods.add(
            workers.template(
                ref(kind, object, ", " + part),
                template,
                at.then(part + "Template"),
                WorkerHints.named(ref(kind, object, "").name())));
      }
    }
    return pods;
  }

  private static ObjectRef ref(String kind, JsonNode object, String part) {
    JsonNode metadata = object.path("metadata");
    String name = metadata.path("name").asText(metadata.path("generateName").asText());
    String namespace = metadata.path("namespace").asText();
    return new ObjectRef(
        kind,
        namespace.isEmpty() ? Optional.empty() : Optional.of(namespace),
        (name.isEmpty() ? "without a name" : name) + part);
  }
}
