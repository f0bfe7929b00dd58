package io.kvlane.agent.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.core.workload.AntiAffinity;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.VolumeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a pod's specification says, before anybody asks what the pod is for.
 *
 * @param at where the specification stands
 */
record PodParts(
    List<ContainerSpec> containers,
    List<VolumeSpec> volumes,
    List<String> claims,
    List<AntiAffinity> antiAffinity,
    boolean hostNetwork,
    boolean hostIpc,
    FieldPath at) {

  private static final String HOST_NAME = "kubernetes.io/hostname";

  /** Reads a PodSpec. */
  static PodParts read(JsonNode spec, FieldPath at) {
    return new PodParts(
        Fields.each(
            spec.path("containers"),
            at.then("containers"),
            (container, where) -> ContainerReader.read(container, where, "")),
        Fields.each(spec.path("volumes"), at.then("volumes"), PodParts::volume),
        Fields.names(spec.path("resourceClaims")),
        antiAffinity(
            spec.path("affinity").path("podAntiAffinity"),
            at.then("affinity").then("podAntiAffinity")),
        Fields.isTrue(spec.path("hostNetwork")),
        Fields.isTrue(spec.path("hostIPC")),
        at);
  }

  /** The same with a container before all others, in the place of those of its name. */
  PodParts withFirst(ContainerSpec first) {
    List<ContainerSpec> all = new ArrayList<>(List.of(first));
    containers.stream().filter(other -> !other.name().equals(first.name())).forEach(all::add);
    return new PodParts(all, volumes, claims, antiAffinity, hostNetwork, hostIpc, at);
  }

  /** The same with one more volume. */
  PodParts with(VolumeSpec volume) {
    List<VolumeSpec> all = new ArrayList<>(volumes);
    all.add(volume);
    return new PodParts(containers, all, claims, antiAffinity, hostNetwork, hostIpc, at);
  }

  private static VolumeSpec volume(JsonNode volume, FieldPath at) {
    JsonNode emptyDir = volume.path("emptyDir");
    return new VolumeSpec(
        Fields.text(volume.path("name")).orElse(""),
        Fields.text(volume.path("hostPath").path("path")),
        Fields.text(emptyDir.path("medium")).filter("Memory"::equals).isPresent(),
        Fields.text(emptyDir.path("sizeLimit")).map(Quantity::units).orElse(OptionalLong.empty()),
        at);
  }

  private static List<AntiAffinity> antiAffinity(JsonNode rules, FieldPath at) {
    String required = "requiredDuringSchedulingIgnoredDuringExecution";
    return Fields.each(rules.path(required), at.then(required), PodParts::term).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty for another topology, and without a selector, which means no pod. */
  private static Optional<AntiAffinity> term(JsonNode term, FieldPath at) {
    JsonNode selector = term.path("labelSelector");
    if (!Fields.text(term.path("topologyKey")).filter(HOST_NAME::equals).isPresent()
        || !selector.isObject()) {
      return Optional.empty();
    }
    Map<String, Set<String>> selects = new LinkedHashMap<>();
    Fields.textsByKey(selector.path("matchLabels"))
        .forEach((label, value) -> selects.put(label, Set.of(value)));
    selector
        .path("matchExpressions")
        .forEach(expression ->
            Fields.text(expression.path("key")).ifPresent(key -> select(selects, key, expression)));
    return Optional.of(new AntiAffinity(selects, at));
  }

  /**
   * Operators that exclude are left out: what is meant then is taken for wider than it is, which
   * accuses nobody of a missing rule.
   */
  private static void select(Map<String, Set<String>> selects, String key, JsonNode expression) {
    switch (Fields.text(expression.path("operator")).orElse("")) {
      case "In" -> {
        Set<String> values = new LinkedHashSet<>(Fields.texts(expression.path("values")));
        Set<String> before = selects.getOrDefault(key, Set.of());
        if (!before.isEmpty()) {
          values.retainAll(before);
        }
        selects.put(key, Set.copyOf(values));
      }
      case "Exists" -> selects.putIfAbsent(key, Set.of());
      default -> {
        // See above.
      }
    }
  }
}
