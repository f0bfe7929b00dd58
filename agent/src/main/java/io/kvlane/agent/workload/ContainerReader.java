package io.kvlane.agent.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.EnvVariable;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.ResourceAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Containers of a pod. */
final class ContainerReader {

  private static final String CAPABILITY = "CAP_";

  private ContainerReader() {}

  /**
   * A container.
   *
   * @param unnamed its name where it has none
   */
  static ContainerSpec read(JsonNode container, FieldPath at, String unnamed) {
    List<String> command = new ArrayList<>(Fields.texts(container.path("command")));
    command.addAll(Fields.texts(container.path("args")));
    JsonNode resources = container.path("resources");
    JsonNode security = container.path("securityContext");
    return new ContainerSpec(
        Fields.text(container.path("name")).orElse(unnamed),
        Fields.text(container.path("image")).filter(image -> !image.isBlank()),
        ShellWords.of(command),
        wordsAt(container, at),
        env(container.path("env"), at.then("env")),
        !container.path("envFrom").isEmpty(),
        amounts(resources, at.then("resources")),
        Fields.names(resources.path("claims")),
        Fields.isTrue(security.path("privileged")),
        capabilities(security.path("capabilities").path("add")),
        mounts(container.path("volumeMounts")),
        at);
  }

  private static FieldPath wordsAt(JsonNode container, FieldPath at) {
    for (String field : List.of("args", "command")) {
      if (!container.path(field).isEmpty()) {
        return at.then(field);
      }
    }
    return at;
  }

  /** Variables of an environment. */
  static List<EnvVariable> env(JsonNode env, FieldPath at) {
    return Fields.each(
        env,
        at,
        (variable, where) ->
            new EnvVariable(
                Fields.text(variable.path("name")).orElse(""),
                variable.has("valueFrom")
                    ? Optional.empty()
                    : Optional.of(Fields.text(variable.path("value")).orElse("")),
                Fields.text(variable.path("valueFrom").path("fieldRef").path("fieldPath")),
                where));
  }

  /** What resources ask for by name: their limits, else their requests. */
  static Map<String, ResourceAmount> amounts(JsonNode resources, FieldPath at) {
    Map<String, ResourceAmount> amounts = new LinkedHashMap<>();
    for (String bound : List.of("requests", "limits")) {
      add(amounts, resources.path(bound), at.then(bound));
    }
    return amounts;
  }

  /** Adds the quantities of a mapping. */
  static void add(Map<String, ResourceAmount> amounts, JsonNode quantities, FieldPath at) {
    Fields.textsByKey(quantities)
        .forEach((name, text) -> amounts.put(name, amount(text, at.then(name))));
  }

  /** A quantity. */
  static ResourceAmount amount(String text, FieldPath at) {
    return new ResourceAmount(text, Quantity.units(text), at);
  }

  private static List<String> capabilities(JsonNode added) {
    return Fields.texts(added).stream()
        .map(name -> name.toUpperCase(Locale.ROOT))
        .map(name -> name.startsWith(CAPABILITY) ? name.substring(CAPABILITY.length()) : name)
        .toList();
  }

  private static Map<String, String> mounts(JsonNode mounts) {
    Map<String, String> names = new LinkedHashMap<>();
    mounts.forEach(mount ->
        Fields.text(mount.path("mountPath"))
            .ifPresent(path -> names.put(path, Fields.text(mount.path("name")).orElse(""))));
    return names;
  }
}
