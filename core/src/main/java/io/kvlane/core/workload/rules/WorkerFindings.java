package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.ObjectRef;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerPod;
import io.kvlane.core.workload.WorkerSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is wrong with this node's worker pods. The same mistake of several pods that are made from
 * one template is one finding. Pure: equal arguments give equal findings.
 */
public final class WorkerFindings {

  private static final int MOST_LINES = 12;
  private static final int MOST_NAMES = 5;

  /** Labels that all pods of one template share, of ReplicaSets, and of StatefulSets and others. */
  private static final List<String> TEMPLATE_LABELS =
      List.of("pod-template-hash", "controller-revision-hash");

  private WorkerFindings() {}

  /** What makes mistakes of several pods the same. */
  private record Key(Optional<String> namespace, String owner, String rule, String summary) {}

  /** A mistake of a pod. */
  private record Wrong(WorkerSpec worker, Judgement.Mistake mistake) {}

  /**
   * The findings.
   *
   * @param snapshot the node
   * @param pods its worker pods; those that are ending are left out
   * @param now the time of judging
   * @return one a mistake and template, with the first pod by name as subject; in the order of the
   *     pods' names and the rules
   */
  public static List<Finding> of(NodeSnapshot snapshot, List<WorkerPod> pods, Instant now) {
    if (pods.isEmpty()) {
      return List.of();
    }
    Surroundings node = SurroundingsOf.node(snapshot, now);
    Map<Key, List<Wrong>> mistakes = new LinkedHashMap<>();
    pods.stream()
        .filter(SurroundingsOf::isLive)
        .sorted(Comparator.comparing(pod -> subject(pod.spec().object())))
        .forEach(pod ->
            WorkerRules.judge(pod.spec(), SurroundingsOf.pod(node, pods, pod)).stream()
                .filter(Judgement.Mistake.class::isInstance)
                .map(Judgement.Mistake.class::cast)
                .forEach(mistake ->
                    mistakes
                        .computeIfAbsent(key(pod.spec(), mistake), _ -> new ArrayList<>())
                        .add(new Wrong(pod.spec(), mistake))));
    return mistakes.values().stream().map(WorkerFindings::finding).toList();
  }

  private static Key key(WorkerSpec worker, Judgement.Mistake mistake) {
    return new Key(worker.object().namespace(), owner(worker), mistake.rule(), mistake.summary());
  }

  private static String owner(WorkerSpec worker) {
    return worker
        .deployment()
        .map(deployment -> deployment + " " + worker.role().orElseThrow().label())
        .or(() ->
            TEMPLATE_LABELS.stream()
                .filter(worker.labels()::containsKey)
                .map(worker.labels()::get)
                .findFirst())
        .orElse(worker.object().name());
  }

  private static Finding finding(List<Wrong> alike) {
    Judgement.Mistake first = alike.getFirst().mistake();
    return new Finding(
        first.rule(),
        first.severity(),
        subject(alike.getFirst().worker().object()),
        alike.size() == 1
            ? first.summary()
            : "%s (%d pods)".formatted(first.summary(), alike.size()),
        evidence(alike),
        first.fix());
  }

  private static List<String> evidence(List<Wrong> alike) {
    Stream<String> where = Stream.of("at " + alike.getFirst().mistake().at().text());
    Stream<String> seen =
        alike.stream()
            .flatMap(wrong -> wrong.mistake().evidence().stream())
            .distinct()
            .limit(MOST_LINES);
    return Stream.of(where, seen, others(alike)).flatMap(lines -> lines).toList();
  }

  private static Stream<String> others(List<Wrong> alike) {
    if (alike.size() == 1) {
      return Stream.empty();
    }
    String names =
        String.join(
            ", ",
            alike.stream()
                .skip(1)
                .limit(MOST_NAMES)
                .map(wrong -> wrong.worker().object().name())
                .toList());
    int more = alike.size() - 1 - MOST_NAMES;
    return Stream.of("also: " + names + (more > 0 ? " and %d more".formatted(more) : ""));
  }

  private static String subject(ObjectRef pod) {
    return "pod/" + pod.namespace().map(space -> space + "/").orElse("") + pod.name();
  }
}
