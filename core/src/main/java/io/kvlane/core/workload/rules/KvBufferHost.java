package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;

/**
 * vLLM keeps KV caches for transfers in host memory ({@code kv_buffer_device: cpu}; {@code
 * use_host_buffer} in v1/nixl base_worker.py), so every transfer is staged. Its default is the GPU.
 */
final class KvBufferHost implements WorkerRule {

  @Override
  public String name() {
    return "worker-kv-buffer-host";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Fabric.serving(worker, around)
        .filter(_ -> worker.engine().map(ServingEngine.VLLM::equals).orElse(true))
        .map(this::judge)
        .orElse(List.of());
  }

  private List<Judgement> judge(ContainerSpec container) {
    KvSettings settings = KvSettings.of(container);
    if (settings.bufferDevice().filter("cpu"::equalsIgnoreCase).isPresent()) {
      return Mistakes.one(
          name(),
          Severity.WARNING,
          container.wordsAt(),
          "vLLM stages KV caches in host memory.",
          List.of("kv_buffer_device is cpu"),
          "Set \"kv_buffer_device\": \"cuda\" in --kv-transfer-config, or leave it out");
    }
    return settings
        .problem()
        .map(why -> Mistakes.unknown(name(), container.wordsAt(), why))
        .orElse(List.of());
  }
}
