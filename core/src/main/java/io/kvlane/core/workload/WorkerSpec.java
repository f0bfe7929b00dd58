package io.kvlane.core.workload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a worker's specification says: of a pod, or of what pods are made from.
 *
 * @param object the object that it stands in
 * @param role what it does, empty where nothing says so
 * @param deployment what its prefill and decode workers have in common, such as the name of a
 *     DynamoGraphDeployment
 * @param engine the software that serves
 * @param tensorParallel GPUs that share the model inside one pod
 * @param labels labels of its pods
 * @param annotations annotations of its pods
 * @param containers containers, those that serve first
 * @param volumes volumes
 * @param claims resource claims (DRA), by the name that containers use
 * @param antiAffinity pods that it must not share a node with
 * @param hostNetwork whether it has the node's own network
 * @param hostIpc whether it has the node's own shared memory
 * @param at where the pod's specification stands
 */
public record WorkerSpec(
    ObjectRef object,
    Optional<Role> role,
    Optional<String> deployment,
    Optional<ServingEngine> engine,
    OptionalInt tensorParallel,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<ContainerSpec> containers,
    List<VolumeSpec> volumes,
    List<String> claims,
    List<AntiAffinity> antiAffinity,
    boolean hostNetwork,
    boolean hostIpc,
    FieldPath at) {

  /** Takes copies. */
  public WorkerSpec {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    containers = List.copyOf(containers);
    volumes = List.copyOf(volumes);
    claims = List.copyOf(claims);
    antiAffinity = List.copyOf(antiAffinity);
  }

  /** The same worker of another deployment. */
  public WorkerSpec of(String otherDeployment) {
    return new WorkerSpec(
        object,
        role,
        Optional.of(otherDeployment),
        engine,
        tensorParallel,
        labels,
        annotations,
        containers,
        volumes,
        claims,
        antiAffinity,
        hostNetwork,
        hostIpc,
        at);
  }
}
