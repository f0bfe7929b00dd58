package io.kvlane.core.workload.rules;

import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What moves KV caches below NIXL. Its default is UCX everywhere: vLLM's {@code backends} (v1/nixl
 * base_worker.py), {@code SGLANG_DISAGGREGATION_NIXL_BACKEND} (environ.py), {@code
 * TRTLLM_NIXL_KVCACHE_BACKEND} (docs of disaggregated serving).
 *
 * @param choice what is chosen
 * @param why what says so, one line
 * @param at where it stands, or would have to stand
 */
record NixlBackend(Choice choice, String why, FieldPath at) {

  /** What can be chosen. */
  enum Choice {
    /** libfabric. */
    LIBFABRIC,
    /** UCX, by default or by name. */
    UCX,
    /** NIXL is not used. */
    NOT_NIXL,
    /** The specification does not say. */
    UNKNOWN
  }

  /** Dynamo's block manager, which has NIXL agents of its own. */
  static final String KVBM = "DYN_KVBM_NIXL_BACKEND_LIBFABRIC";

  /** SGLang's. */
  static final String SGLANG = "SGLANG_DISAGGREGATION_NIXL_BACKEND";

  /** TensorRT-LLM's. */
  static final String TRTLLM = "TRTLLM_NIXL_KVCACHE_BACKEND";

  private static final String SGLANG_OPTION = "--disaggregation-transfer-backend";
  private static final Pattern OWN_WAY = Pattern.compile("Mooncake|P2pNccl");
  private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");

  /** What a worker's container chooses. */
  static NixlBackend of(WorkerSpec worker, ContainerSpec container) {
    if (worker.engine().isPresent()) {
      return of(worker.engine().get(), container);
    }
    NixlBackend unknown =
        new NixlBackend(
            Choice.UNKNOWN, "it is not known which software serves", container.wordsAt());
    return Stream.of(ServingEngine.values())
        .map(engine -> of(engine, container))
        .filter(one -> one.choice() == Choice.LIBFABRIC)
        .findFirst()
        .orElse(unknown);
  }

  private static NixlBackend of(ServingEngine engine, ContainerSpec container) {
    return switch (engine) {
      case VLLM -> vllm(container);
      case SGLANG -> sglang(container);
      case TRTLLM -> variable(container, TRTLLM);
    };
  }

  private static NixlBackend vllm(ContainerSpec container) {
    FieldPath at = container.wordsAt();
    KvSettings settings = KvSettings.of(container);
    if (settings.backends().contains("LIBFABRIC")) {
      return new NixlBackend(Choice.LIBFABRIC, "backends holds LIBFABRIC", at);
    }
    if (settings.problem().isPresent()) {
      return new NixlBackend(Choice.UNKNOWN, settings.problem().get(), at);
    }
    if (settings.usesNixl()) {
      return new NixlBackend(
          Choice.UCX,
          settings.backends().isEmpty()
              ? "kv_connector_extra_config names no backends, so NIXL takes UCX"
              : "backends: " + String.join(", ", settings.backends()),
          at);
    }
    NixlBackend kvbm = kvbm(container);
    if (kvbm.choice() == Choice.LIBFABRIC || kvbm.choice() == Choice.UNKNOWN) {
      return kvbm;
    }
    if (!settings.connectors().isEmpty()) {
      return other(String.join(", ", settings.connectors()), kvbm, at);
    }
    return container.words().isEmpty() || !isWhole(container.words())
        ? new NixlBackend(Choice.UNKNOWN, "the arguments of vLLM are not in the specification", at)
        : kvbm;
  }

  /** Dynamo's connector is its block manager; some others have a way of their own. */
  private static NixlBackend other(String connectors, NixlBackend kvbm, FieldPath at) {
    if (connectors.startsWith("Dynamo")) {
      return kvbm;
    }
    return OWN_WAY.matcher(connectors).find()
        ? new NixlBackend(Choice.NOT_NIXL, "the connector is " + connectors, at)
        : new NixlBackend(
            Choice.UNKNOWN, "it is not known what moves KV caches below " + connectors, at);
  }

  /** Whether no argument is filled in or read from a file only when the container starts. */
  private static boolean isWhole(List<String> words) {
    return words.stream()
        .allMatch(word ->
            Setting.isRendered(word) && !word.equals("--config") && !word.startsWith("--config="));
  }

  private static NixlBackend kvbm(ContainerSpec container) {
    return switch (Setting.of(container, KVBM)) {
      case Setting.Known(String value, FieldPath at) ->
          TRUE.contains(value.toLowerCase(Locale.ROOT))
              ? new NixlBackend(Choice.LIBFABRIC, KVBM + " is " + value, at)
              : new NixlBackend(Choice.UCX, KVBM + " is " + value, at);
      case Setting.Absent absent ->
          new NixlBackend(
              Choice.UCX, "no argument or variable names LIBFABRIC", container.wordsAt());
      case Setting.Elsewhere(String why, FieldPath at) -> new NixlBackend(Choice.UNKNOWN, why, at);
    };
  }

  private static NixlBackend sglang(ContainerSpec container) {
    String transfer = Words.option(container.words(), SGLANG_OPTION).orElse("");
    NixlBackend backend = variable(container, SGLANG);
    if (transfer.equals("nixl") || backend.choice() == Choice.LIBFABRIC) {
      return backend;
    }
    return transfer.isEmpty() || !Setting.isRendered(transfer)
        ? new NixlBackend(
            Choice.UNKNOWN,
            SGLANG_OPTION + " does not say whether SGLang uses NIXL",
            container.wordsAt())
        : new NixlBackend(Choice.NOT_NIXL, SGLANG_OPTION + " " + transfer, container.wordsAt());
  }

  private static NixlBackend variable(ContainerSpec container, String name) {
    return switch (Setting.of(container, name)) {
      case Setting.Known(String value, FieldPath at) ->
          new NixlBackend(
              value.equalsIgnoreCase("LIBFABRIC") ? Choice.LIBFABRIC : Choice.UCX,
              name + " is " + value,
              at);
      case Setting.Absent(FieldPath at) ->
          new NixlBackend(Choice.UCX, name + " is not set, so NIXL takes UCX", at);
      case Setting.Elsewhere(String why, FieldPath at) -> new NixlBackend(Choice.UNKNOWN, why, at);
    };
  }
}
