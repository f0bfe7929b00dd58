package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.AntiAffinity;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.Role;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Optional;

/**
 * Prefill and decode of one deployment share a node with EFA, which does not transfer inside a
 * node, or nothing keeps them apart. Anti-affinity on one side is enough. Of a pair the decode side
 * is told, once.
 */
final class EfaColocation implements WorkerRule {

  /** No more evidence than people read. */
  private static final int MOST_LINES = 12;

  @Override
  public String name() {
    return "worker-efa-colocation";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    boolean concerned =
        Fabric.serving(worker, around).isPresent()
            && Fabric.platform(worker, around).filter(Platform.EFA::equals).isPresent();
    if (!concerned) {
      return List.of();
    }
    List<WorkerSpec> partners =
        around.others().stream().filter(other -> isPartner(worker, other)).toList();
    return around.oneNode() ? onOneNode(worker, partners) : inManifests(worker, around, partners);
  }

  private static boolean isPartner(WorkerSpec worker, WorkerSpec other) {
    return other.role().equals(worker.role().map(Role::other))
        && worker.deployment().isPresent()
        && worker.deployment().equals(other.deployment())
        && worker.object().namespace().equals(other.object().namespace());
  }

  private List<Judgement> onOneNode(WorkerSpec worker, List<WorkerSpec> partners) {
    return isDecode(worker) && !partners.isEmpty()
        ? mistake(
            Severity.CRITICAL,
            worker,
            "Prefill and decode of one deployment share a node, inside which EFA does not"
                + " transfer.",
            partners)
        : List.of();
  }

  private List<Judgement> inManifests(
      WorkerSpec worker, Surroundings around, List<WorkerSpec> partners) {
    List<WorkerSpec> loose =
        partners.stream()
            .filter(other -> !keepsAway(worker, other) && !keepsAway(other, worker))
            .toList();
    if (!loose.isEmpty()) {
      return isDecode(worker)
          ? mistake(
              Severity.WARNING,
              worker,
              "Nothing keeps prefill and decode apart, and EFA does not transfer inside a node.",
              loose)
          : List.of();
    }
    boolean judged = !partners.isEmpty() || !worker.antiAffinity().isEmpty();
    return judged ? List.of() : Mistakes.unknown(name(), at(worker), whyNot(worker, around));
  }

  private static String whyNot(WorkerSpec worker, Surroundings around) {
    Optional<Role> wanted = worker.role().map(Role::other);
    return around.others().stream().anyMatch(other -> other.role().equals(wanted))
        ? "nothing says which workers belong to one deployment"
        : "the %s worker is not in these files".formatted(wanted.map(Role::label).orElse("other"));
  }

  private static boolean keepsAway(WorkerSpec worker, WorkerSpec other) {
    return worker.antiAffinity().stream().anyMatch(term -> selects(term, other));
  }

  private static boolean selects(AntiAffinity term, WorkerSpec other) {
    return term.selects().entrySet().stream()
        .allMatch(wanted -> {
          String value = other.labels().get(wanted.getKey());
          return value != null
              && (wanted.getValue().isEmpty() || wanted.getValue().contains(value));
        });
  }

  private static boolean isDecode(WorkerSpec worker) {
    return worker.role().filter(Role.DECODE::equals).isPresent();
  }

  private static FieldPath at(WorkerSpec worker) {
    return worker.at().then("affinity").then("podAntiAffinity");
  }

  private List<Judgement> mistake(
      Severity severity, WorkerSpec worker, String summary, List<WorkerSpec> partners) {
    return Mistakes.one(
        name(),
        severity,
        at(worker),
        summary,
        partners.stream()
            .map(other -> "%s is %s".formatted(other.object().text(), Role.PREFILL.label()))
            .distinct()
            .limit(MOST_LINES)
            .toList(),
        "Add required podAntiAffinity to one side, with topologyKey kubernetes.io/hostname and the"
            + " labels of the other side's pods (Dynamo: nvidia.com/dynamo-component)");
  }
}
