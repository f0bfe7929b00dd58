package io.kvlane.agent.workload;

import io.kvlane.core.workload.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Labels that tell roles, where neither Dynamo's nor llm-d's do.
 *
 * @param prefill values by label, all of which a prefill worker has; none selects nothing
 * @param decode the same of decode workers
 */
public record RoleSelectors(Map<String, String> prefill, Map<String, String> decode) {

  /** Selects nothing. */
  public static final RoleSelectors NONE = new RoleSelectors(Map.of(), Map.of());

  /** Takes copies. */
  public RoleSelectors {
    prefill = Map.copyOf(prefill);
    decode = Map.copyOf(decode);
  }

  /**
   * Labels as Kubernetes writes a selector of equality: {@code label=value,label=value}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Map<String, String> parse(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals != pair.lastIndexOf('=')) {
        throw new IllegalArgumentException("'" + pair + "' is not label=value");
      }
      labels.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return labels;
  }

  /** The role that these labels select; empty where they select none, or both. */
  Optional<Role> of(Map<String, String> labels) {
    boolean isPrefill = matches(prefill, labels);
    if (isPrefill == matches(decode, labels)) {
      return Optional.empty();
    }
    return Optional.of(isPrefill ? Role.PREFILL : Role.DECODE);
  }

  private static boolean matches(Map<String, String> selector, Map<String, String> labels) {
    return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
  }
}
