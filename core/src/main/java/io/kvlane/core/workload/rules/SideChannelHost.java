package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.EnvVariable;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * vLLM's NixlConnector tells the other side a host at which it cannot be reached. The default is
 * {@code localhost} (vLLM, docs/features/nixl_connector_usage.md); Dynamo sets the variable itself
 * where it is unset.
 */
final class SideChannelHost implements WorkerRule {

  private static final String VARIABLE = "VLLM_NIXL_SIDE_CHANNEL_HOST";
  private static final String FIX =
      "Set %s from the pod's field: valueFrom: {fieldRef: {fieldPath: status.podIP}}"
          .formatted(VARIABLE);

  /** Hosts that are another machine, or none, for everybody else. */
  private static final Set<String> NOBODY_ELSE =
      Set.of("localhost", "127.0.0.1", "0.0.0.0", "::1", "::", "[::1]", "[::]");

  @Override
  public String name() {
    return "worker-side-channel-host";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Fabric.serving(worker, around)
        .filter(_ -> worker.engine().map(ServingEngine.VLLM::equals).orElse(true))
        .filter(container -> KvSettings.of(container).usesNixl())
        .map(container -> judge(worker, container))
        .orElse(List.of());
  }

  private List<Judgement> judge(WorkerSpec worker, ContainerSpec container) {
    Optional<String> field = container.variable(VARIABLE).flatMap(one -> field(container, one));
    return switch (Setting.of(container, VARIABLE)) {
      case Setting.Known(String value, FieldPath at) ->
          NOBODY_ELSE.contains(value) ? mistake(at, VARIABLE + "=" + value) : List.of();
      case Setting.Absent(FieldPath at) ->
          setsItself(worker)
              ? List.of()
              : mistake(at, VARIABLE + " is not set, which means localhost");
      case Setting.Elsewhere(String why, FieldPath at) ->
          field.isPresent() ? ofField(worker, field.get(), at) : Mistakes.unknown(name(), at, why);
    };
  }

  /** The field that a variable is set from, at once or by way of another variable. */
  private static Optional<String> field(ContainerSpec container, EnvVariable variable) {
    return variable
        .fieldRef()
        .or(() ->
            variable
                .value()
                .map(Setting.REFERENCE::matcher)
                .filter(Matcher::matches)
                .flatMap(reference -> container.variable(reference.group(1)))
                .flatMap(EnvVariable::fieldRef));
  }

  private List<Judgement> ofField(WorkerSpec worker, String field, FieldPath at) {
    return switch (field) {
      case "status.podIP", "status.podIPs" -> List.of();
      case "status.hostIP", "status.hostIPs" ->
          worker.hostNetwork()
              ? List.of()
              : mistake(at, VARIABLE + " is the node's address, and the pod has one of its own");
      default -> Mistakes.unknown(name(), at, VARIABLE + " is set from the pod's field " + field);
    };
  }

  private static boolean setsItself(WorkerSpec worker) {
    return worker.object().kind().startsWith("Dynamo")
        || worker.labels().keySet().stream()
            .anyMatch(label -> label.startsWith("nvidia.com/dynamo-"));
  }

  private List<Judgement> mistake(FieldPath at, String evidence) {
    return Mistakes.one(
        name(),
        Severity.WARNING,
        at,
        "Other pods cannot reach the host that vLLM tells them for handshakes.",
        List.of(evidence),
        FIX);
  }
}
