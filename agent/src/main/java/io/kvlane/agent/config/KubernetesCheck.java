package io.kvlane.agent.config;

import io.kvlane.agent.config.KubernetesSettings.Use;
import io.kvlane.agent.workload.RoleSelectors;
import io.kvlane.core.workload.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks what is set about Kubernetes. */
final class KubernetesCheck {

  private static final String WORD = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";

  /** Keys of labels and names of resources: a name, with a DNS subdomain before it or without. */
  private static final Pattern KEY =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?" + WORD);

  private static final Pattern VALUE = Pattern.compile("(?:" + WORD + ")?");

  private static final int MOST_RESOURCES = 32;

  private KubernetesCheck() {}

  static KubernetesSettings of(AgentConfig config) throws ConfigException {
    AgentConfig.Kubernetes kubernetes = config.kubernetes();
    Optional<String> label = set(kubernetes.deploymentLabel());
    if (label.isPresent()) {
      key("kvlane.kubernetes.deployment-label", label.get());
    }
    return new KubernetesSettings(
        use(kubernetes.enabled()),
        isTrue("kvlane.kubernetes.pairs-of-interest", kubernetes.pairsOfInterest()),
        new RoleSelectors(
            labels(Role.PREFILL, kubernetes.prefillSelector()),
            labels(Role.DECODE, kubernetes.decodeSelector())),
        label,
        resources(kubernetes.rdmaResources()),
        kubernetes.podResourcesSocket().toAbsolutePath());
  }

  private static Use use(String text) throws ConfigException {
    return Arrays.stream(Use.values())
        .filter(use -> use.name().toLowerCase(Locale.ROOT).equals(text.strip()))
        .findFirst()
        .orElseThrow(() ->
            new ConfigException(
                "kvlane.kubernetes.enabled is '" + text + "': write auto, true or false"));
  }

  /** A value that is true or false. */
  static boolean isTrue(String key, String text) throws ConfigException {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ConfigException(key + " is '" + text + "': write true or false");
    };
  }

  private static Map<String, String> labels(Role role, Optional<String> text)
      throws ConfigException {
    String key = "kvlane.kubernetes." + role.label() + "-selector";
    Map<String, String> labels;
    try {
      labels = RoleSelectors.parse(set(text).orElse(""));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key + ": " + e.getMessage() + "; separate several by commas", e);
    }
    for (Map.Entry<String, String> label : labels.entrySet()) {
      key(key, label.getKey());
      if (!VALUE.matcher(label.getValue()).matches()) {
        throw new ConfigException(key + ": '" + label.getValue() + "' is no value of a label");
      }
    }
    return labels;
  }

  private static List<String> resources(Optional<String> text) throws ConfigException {
    List<String> names =
        Arrays.stream(text.orElse("").split("[,\\s]+")).filter(name -> !name.isEmpty()).toList();
    for (String name : names) {
      key("kvlane.kubernetes.rdma-resources", name);
    }
    SettingsCheck.inRange(
        "the number of names in kvlane.kubernetes.rdma-resources", names.size(), 0, MOST_RESOURCES);
    return names;
  }

  private static void key(String key, String name) throws ConfigException {
    if (!KEY.matcher(name).matches()) {
      throw new ConfigException(
          key + ": '" + name + "' is not a name as Kubernetes writes it, such as example.com/name");
    }
  }

  private static Optional<String> set(Optional<String> text) {
    return text.map(String::strip).filter(words -> !words.isEmpty());
  }
}
