package io.kvlane.core.workload;

import io.kvlane.core.snapshot.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The worker pods of this node, as Kubernetes and the kubelet tell of them. What was known stays
 * while nobody tells anything newer; the look says so, and since when.
 *
 * @param pods pods that have a role, by namespace and name
 * @param watch what Kubernetes said last: how many worker pods there are, that the agent is not in
 *     Kubernetes, or why nothing newer is known. Its time is when the pods were last known to be
 *     so. Empty before the agent has asked
 * @param assignments what the kubelet said last of devices: to how many containers it gave any.
 *     Empty before the agent has asked
 */
public record WorkerInventory(
    List<WorkerPod> pods, Optional<Look<Integer>> watch, Optional<Look<Integer>> assignments) {

  /** Name of the look at pods. */
  public static final String PODS = "pods";

  /** Name of the look at the devices that the kubelet gave to pods. */
  public static final String POD_RESOURCES = "pod-resources";

  /** Names of the looks. */
  public static final List<String> PROBES = List.of(PODS, POD_RESOURCES);

  /** Nobody has asked yet. */
  public static final WorkerInventory NONE =
      new WorkerInventory(List.of(), Optional.empty(), Optional.empty());

  /** Pods of this age say nothing about now. */
  private static final Duration STALE_AFTER = Duration.ofMinutes(15);

  /** What ended, and will not run again under the same name. */
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  /** Takes a copy. */
  public WorkerInventory {
    pods = List.copyOf(pods);
  }

  /** The same pods with what is known of the watch now. */
  public WorkerInventory watched(Look<Integer> now) {
    return new WorkerInventory(pods, Optional.of(now), assignments);
  }

  /** Other pods. */
  public WorkerInventory with(List<WorkerPod> podsNow, Look<Integer> now) {
    return new WorkerInventory(podsNow, Optional.of(now), assignments);
  }

  /** The same pods with the devices that the kubelet gave them. */
  public WorkerInventory assigned(List<WorkerPod> podsNow, Look<Integer> now) {
    return new WorkerInventory(podsNow, watch, Optional.of(now));
  }

  /** Why the pods may be others by now, one line; empty when they are as they are said to be. */
  public Optional<String> problem() {
    return watch.flatMap(look -> look.result().problem());
  }

  /**
   * How many pods there are of each role, those left out that have ended.
   *
   * @return empty where that is not known, or not since 15 minutes
   */
  public Optional<Map<Role, Long>> countByRole(Instant now) {
    boolean isKnown =
        watch.filter(look -> look.observed().isPresent() || !pods.isEmpty()).isPresent();
    if (!isKnown || isStale(now)) {
      return Optional.empty();
    }
    Map<Role, Long> counts = new EnumMap<>(Role.class);
    Arrays.stream(Role.values()).forEach(role -> counts.put(role, count(role)));
    return Optional.of(Collections.unmodifiableMap(counts));
  }

  /** The pods, none where they were last known to be so more than 15 minutes ago. */
  public List<WorkerPod> current(Instant now) {
    return isStale(now) ? List.of() : pods;
  }

  /** By which Kubernetes tells a pod of this node from another of the same name. */
  public Optional<String> uid(String namespace, String name) {
    return pods.stream()
        .filter(pod -> pod.spec().object().name().equals(name))
        .filter(pod -> pod.spec().object().namespace().filter(namespace::equals).isPresent())
        .map(WorkerPod::uid)
        .findFirst();
  }

  private boolean isStale(Instant now) {
    return watch.filter(look -> look.at().plus(STALE_AFTER).isBefore(now)).isPresent();
  }

  private long count(Role role) {
    return pods.stream()
        .filter(pod -> !ENDED.contains(pod.phase()))
        .filter(pod -> pod.spec().role().filter(role::equals).isPresent())
        .count();
  }
}
