package io.kvlane.agent.kubernetes;

import io.kvlane.agent.config.KubernetesSettings;
import io.kvlane.core.workload.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a worker's labels say of its role and its deployment: by the operator's own selectors, else
 * by the labels of Dynamo (all generations) and llm-d.
 */
final class RoleLabels {

  private static final String TYPE = "nvidia.com/dynamo-component-type";
  private static final String SUB_TYPE = "nvidia.com/dynamo-sub-component-type";
  private static final String COMPONENT = "nvidia.com/dynamo-component";
  private static final String GRAPH = "nvidia.com/dynamo-graph-deployment-name";
  private static final String DYNAMO_NAMESPACE = "nvidia.com/dynamo-namespace";
  private static final String LLM_D_ROLE = "llm-d.ai/role";
  private static final String LLM_D_MODEL = "llm-d.ai/model";
  private static final String RELEASE = "app.kubernetes.io/instance";

  private final KubernetesSettings settings;

  RoleLabels(KubernetesSettings settings) {
    this.settings = settings;
  }

  /**
   * What labels say.
   *
   * @param role what the worker does
   * @param deployment what it has in common with those that it works with, empty where nothing says
   *     so
   */
  record Placed(Role role, Optional<String> deployment) {}

  /** What labels say, empty when they are no worker's. */
  Optional<Placed> read(Map<String, String> labels) {
    return configured(labels).or(() -> dynamo(labels)).or(() -> llmD(labels));
  }

  /** The same of the operator's own selectors alone. */
  Optional<Placed> configured(Map<String, String> labels) {
    for (Role role : Role.values()) {
      Map<String, String> selector = settings.selectors().get(role);
      if (selector != null && labels.entrySet().containsAll(selector.entrySet())) {
        return Optional.of(new Placed(role, settings.deploymentLabel().flatMap(of(labels))));
      }
    }
    return Optional.empty();
  }

  private static Optional<Placed> dynamo(Map<String, String> labels) {
    return word(labels.get(TYPE))
        .or(() -> word(labels.get(SUB_TYPE)))
        .or(() -> named(labels.get(COMPONENT)))
        .map(role ->
            new Placed(role, first(labels, GRAPH).or(() -> first(labels, DYNAMO_NAMESPACE))));
  }

  private static Optional<Placed> llmD(Map<String, String> labels) {
    return word(labels.get(LLM_D_ROLE))
        .map(role ->
            new Placed(role, first(labels, LLM_D_MODEL).or(() -> first(labels, RELEASE))));
  }

  private static Function<String, Optional<String>> of(
      Map<String, String> labels) {
    return label -> first(labels, label);
  }

  private static Optional<String> first(Map<String, String> labels, String label) {
    return Optional.ofNullable(labels.get(label)).filter(value -> !value.isEmpty());
  }

  private static Optional<Role> word(@Nullable String value) {
    for (Role role : Role.values()) {
      if (role.label().equals(value)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** Older generations say it in the component's name only, such as VllmPrefillWorker. */
  private static Optional<Role> named(@Nullable String component) {
    if (component == null) {
      return Optional.empty();
    }
    String name = component.toLowerCase(Locale.ROOT);
    for (Role role : Role.values()) {
      if (name.contains(role.label())) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** Label selectors that together find every worker, most of them once. */
  List<String> selectors() {
    List<String> selectors = new ArrayList<>();
    selectors.add(TYPE + " in (prefill,decode,worker)");
    selectors.add(COMPONENT + ",!" + TYPE);
    selectors.add(LLM_D_ROLE + " in (prefill,decode)");
    for (Role role : Role.values()) {
      Map<String, String> selector = settings.selectors().get(role);
      if (selector != null) {
        List<String> terms = new ArrayList<>();
        selector.forEach((label, value) -> terms.add(label + "=" + value));
        selectors.add(String.join(",", terms.stream().sorted().toList()));
      }
    }
    return selectors;
  }
}
