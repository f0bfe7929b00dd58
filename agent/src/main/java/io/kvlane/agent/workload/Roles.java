package io.kvlane.agent.workload;

import io.kvlane.core.workload.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker does: as labels say, else as its name says, else as its arguments say. Labels are
 * Dynamo's of all generations (operator, internal/consts) and llm-d's.
 */
final class Roles {

  static final String COMPONENT = "nvidia.com/dynamo-component";
  static final String COMPONENT_TYPE = "nvidia.com/dynamo-component-type";
  static final String SUB_COMPONENT_TYPE = "nvidia.com/dynamo-sub-component-type";
  private static final String LLM_D = "llm-d.ai/role";
  private static final String LEADER_WORKER_SET = "leaderworkerset.sigs.k8s.io/name";

  /** Types of components that serve a model; others, such as a frontend, have no role. */
  private static final Set<String> SERVING = Set.of("", "worker", "main", "prefill", "decode");

  private static final Pattern KV_ROLE = Pattern.compile("kv_role\\W{1,8}kv_(producer|consumer)");
  private static final Pattern OPTION =
      Pattern.compile(
          "--(is-prefill-worker|is-decode-worker|disaggregation-mode|server-role)(?:=(.*))?");

  private final RoleSelectors selectors;

  Roles(RoleSelectors selectors) {
    this.selectors = selectors;
  }

  /**
   * Tells a role.
   *
   * @param component name of the worker
   * @param words its command and arguments
   * @param serves whether it runs an engine; names and arguments of others tell nothing
   */
  Optional<Role> of(
      Map<String, String> labels, String component, List<String> words, boolean serves) {
    Optional<Role> selected = selectors.of(labels);
    if (selected.isPresent()) {
      return selected;
    }
    for (String label : List.of(SUB_COMPONENT_TYPE, COMPONENT_TYPE, LLM_D)) {
      Optional<Role> role = exactly(labels.getOrDefault(label, ""));
      if (role.isPresent()) {
        return role;
      }
    }
    boolean other =
        labels.containsKey(LLM_D)
            || !SERVING.contains(labels.getOrDefault(COMPONENT_TYPE, "").toLowerCase(Locale.ROOT));
    if (other) {
      return Optional.empty();
    }
    Optional<Role> named = inName(labels.getOrDefault(COMPONENT, ""));
    if (named.isPresent() || !serves) {
      return named;
    }
    return inName(labels.getOrDefault(LEADER_WORKER_SET, ""))
        .or(() -> inName(component))
        .or(() -> inWords(words));
  }

  private static Optional<Role> exactly(String value) {
    for (Role role : Role.values()) {
      if (role.label().equalsIgnoreCase(value)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  private static Optional<Role> inName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean prefill = lower.contains(Role.PREFILL.label());
    if (prefill == lower.contains(Role.DECODE.label())) {
      return Optional.empty();
    }
    return Optional.of(prefill ? Role.PREFILL : Role.DECODE);
  }

  private static Optional<Role> inWords(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      Matcher option = OPTION.matcher(words.get(i).replace('_', '-'));
      if (option.matches()) {
        String next = i + 1 < words.size() ? words.get(i + 1) : "";
        Optional<Role> role =
            ofOption(option.group(1), option.group(2) == null ? next : option.group(2));
        if (role.isPresent()) {
          return role;
        }
      }
    }
    Matcher kvRole = KV_ROLE.matcher(String.join(" ", words));
    return kvRole.find()
        ? Optional.of(kvRole.group(1).equals("producer") ? Role.PREFILL : Role.DECODE)
        : Optional.empty();
  }

  private static Optional<Role> ofOption(String option, String value) {
    return switch (option) {
      case "is-prefill-worker" -> Optional.of(Role.PREFILL);
      case "is-decode-worker" -> Optional.of(Role.DECODE);
      // TensorRT-LLM's own words for the two.
      case "server-role" ->
          switch (value.toLowerCase(Locale.ROOT)) {
            case "context" -> Optional.of(Role.PREFILL);
            case "generation" -> Optional.of(Role.DECODE);
            default -> Optional.empty();
          };
      default -> exactly(value);
    };
  }
}
