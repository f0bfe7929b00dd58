package io.kvlane.agent.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.EnvVariable;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.ObjectRef;
import io.kvlane.core.workload.ResourceAmount;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.VolumeSpec;
import io.kvlane.core.workload.WorkerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Components of a DynamoGraphDeployment, as Dynamo's operator would make pods of them: both
 * generations of its API (ai-dynamo/dynamo, deploy/operator/api/v1alpha1 and v1beta1). The labels
 * that the operator adds are added here too, as is the volume for shared memory whose size is
 * given.
 */
public final class DynamoReader {

  /** The container that serves. */
  private static final String MAIN = "main";

  private static final String SHARED_MEMORY = "shared-memory";
  private static final String SHARED_MEMORY_PATH = "/dev/shm";

  private static final String GPU = "nvidia.com/gpu";

  private final WorkerReader workers;

  /** A reader of components. */
  public DynamoReader(WorkerReader workers) {
    this.workers = workers;
  }

  /** All components of a graph, those that are no workers too. */
  public List<WorkerSpec> graph(JsonNode graph) {
    ObjectRef object = WorkerReader.ref("DynamoGraphDeployment", graph);
    JsonNode spec = graph.path("spec");
    FieldPath at = FieldPath.OBJECT.then("spec");
    List<WorkerSpec> components = new ArrayList<>();
    spec.path("services")
        .properties()
        .forEach(service ->
            components.add(
                service(
                    object,
                    spec,
                    service.getKey(),
                    service.getValue(),
                    at.then("services").then(service.getKey()))));
    components.addAll(
        Fields.each(
            spec.path("components"),
            at.then("components"),
            (component, where) -> component(object, spec, component, where)));
    return components;
  }

  /** A service of v1alpha1. */
  private WorkerSpec service(
      ObjectRef object, JsonNode spec, String name, JsonNode service, FieldPath at) {
    JsonNode extra = service.path("extraPodSpec");
    FieldPath extraAt = at.then("extraPodSpec");
    JsonNode memory = service.path("sharedMemory");
    Optional<String> memorySize =
        Fields.text(memory.path("size")).filter(_ -> !Fields.isTrue(memory.path("disabled")));
    List<EnvVariable> env = new ArrayList<>(graphEnv(spec));
    env.addAll(ContainerReader.env(service.path("envs"), at.then("envs")));
    Map<String, ResourceAmount> limits = new LinkedHashMap<>();
    for (String bound : List.of("requests", "limits")) {
      addItem(limits, service.path("resources").path(bound), at.then("resources").then(bound));
    }
    ContainerSpec main =
        merged(
            ContainerReader.read(extra.path("mainContainer"), extraAt.then("mainContainer"), MAIN),
            env,
            service.has("envFromSecret"),
            limits,
            Fields.names(service.path("resources").path("claims")),
            memorySize.isPresent());
    PodParts parts =
        withMemory(
            PodParts.read(extra, extraAt).withFirst(main),
            memorySize,
            at.then("sharedMemory").then("size"));
    JsonNode metadata = service.path("extraPodMetadata");
    return worker(
        object,
        spec,
        name,
        labels(
            Map.of(
                Roles.COMPONENT_TYPE, Fields.text(service.path("componentType")).orElse(""),
                Roles.SUB_COMPONENT_TYPE, Fields.text(service.path("subComponentType")).orElse("")),
            service.path("labels"),
            metadata.path("labels")),
        labels(Map.of(), service.path("annotations"), metadata.path("annotations")),
        parts);
  }

  /** A component of v1beta1. */
  private WorkerSpec component(ObjectRef object, JsonNode spec, JsonNode component, FieldPath at) {
    String name = Fields.text(component.path("name")).orElse("");
    JsonNode template = component.path("podTemplate");
    FieldPath podAt = at.then("podTemplate").then("spec");
    Optional<String> memorySize =
        Fields.text(component.path("sharedMemorySize"))
            .filter(size -> Quantity.units(size).orElse(1) > 0);
    PodParts read = PodParts.read(template.path("spec"), podAt);
    ContainerSpec main =
        read.containers().stream()
            .filter(container -> container.name().equals(MAIN))
            .findFirst()
            .orElseGet(() ->
                ContainerReader.read(MissingNode.getInstance(), podAt.then("containers"), MAIN));
    ContainerSpec whole =
        merged(main, graphEnv(spec), false, Map.of(), List.of(), memorySize.isPresent());
    JsonNode metadata = template.path("metadata");
    return worker(
        object,
        spec,
        name,
        labels(
            Map.of(Roles.COMPONENT_TYPE, Fields.text(component.path("type")).orElse("")),
            spec.path("labels"),
            metadata.path("labels")),
        labels(Map.of(), spec.path("annotations"), metadata.path("annotations")),
        withMemory(read.withFirst(whole), memorySize, at.then("sharedMemorySize")));
  }

  private WorkerSpec worker(
      ObjectRef graph,
      JsonNode spec,
      String name,
      Map<String, String> labels,
      Map<String, String> annotations,
      PodParts parts) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put(Roles.COMPONENT, name);
    all.put(WorkerReader.GRAPH, graph.name());
    graph
        .namespace()
        .ifPresent(space -> all.put(WorkerReader.DYNAMO_NAMESPACE, space + "-" + graph.name()));
    Optional<ServingEngine> framework =
        Fields.text(spec.path("backendFramework")).flatMap(Engines::named);
    return workers.worker(
        new ObjectRef(graph.kind(), graph.namespace(), graph.name() + ", " + name),
        all,
        annotations,
        parts,
        new WorkerHints(name, Optional.of(graph.name()), framework));
  }

  /** What all components of a graph have: {@code envs} in v1alpha1, {@code env} in v1beta1. */
  private static List<EnvVariable> graphEnv(JsonNode spec) {
    FieldPath at = FieldPath.OBJECT.then("spec");
    List<EnvVariable> env =
        new ArrayList<>(ContainerReader.env(spec.path("envs"), at.then("envs")));
    env.addAll(ContainerReader.env(spec.path("env"), at.then("env")));
    return env;
  }

  /** Dynamo's short form of resources: {@code gpu}, {@code gpuType} and {@code custom}. */
  private static void addItem(Map<String, ResourceAmount> limits, JsonNode item, FieldPath at) {
    Fields.text(item.path("gpu"))
        .ifPresent(count ->
            limits.put(
                Fields.text(item.path("gpuType")).orElse(GPU),
                ContainerReader.amount(count, at.then("gpu"))));
    ContainerReader.add(limits, item.path("custom"), at.then("custom"));
  }

  /** The container with what its component says beside it; what the container says comes last. */
  private static ContainerSpec merged(
      ContainerSpec container,
      List<EnvVariable> env,
      boolean moreEnv,
      Map<String, ResourceAmount> limits,
      List<String> claims,
      boolean sharedMemory) {
    List<EnvVariable> allEnv = new ArrayList<>(env);
    allEnv.addAll(container.env());
    Map<String, ResourceAmount> allLimits = new LinkedHashMap<>(limits);
    allLimits.putAll(container.limits());
    List<String> allClaims = new ArrayList<>(claims);
    allClaims.addAll(container.claims());
    Map<String, String> mounts = new LinkedHashMap<>();
    if (sharedMemory) {
      mounts.put(SHARED_MEMORY_PATH, SHARED_MEMORY);
    }
    mounts.putAll(container.mounts());
    return new ContainerSpec(
        container.name(),
        container.image(),
        container.words(),
        container.wordsAt(),
        allEnv,
        container.moreEnv() || moreEnv,
        allLimits,
        allClaims,
        container.privileged(),
        container.capabilities(),
        mounts,
        container.at());
  }

  private static PodParts withMemory(PodParts parts, Optional<String> size, FieldPath at) {
    return size.map(Quantity::units)
        .map(bytes -> parts.with(sharedMemory(bytes, at)))
        .orElse(parts);
  }

  private static VolumeSpec sharedMemory(OptionalLong bytes, FieldPath at) {
    return new VolumeSpec(SHARED_MEMORY, Optional.empty(), true, bytes, at);
  }

  private static Map<String, String> labels(
      Map<String, String> implied, JsonNode general, JsonNode specific) {
    Map<String, String> labels = new LinkedHashMap<>();
    implied.forEach((label, value) -> {
      if (!value.isEmpty()) {
        labels.put(label, value);
      }
    });
    labels.putAll(Fields.textsByKey(general));
    labels.putAll(Fields.textsByKey(specific));
    return labels;
  }
}
