package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.VolumeSpec;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Optional;

/**
 * {@code /dev/shm} of a worker whose processes share memory is smaller than its engine needs: 16
 * GiB for vLLM, 80 GiB for TensorRT-LLM (Dynamo's guide). Without a volume it has what the runtime
 * gives, 64 MiB, or what Dynamo's operator adds, 8 GiB (DefaultSharedMemorySize).
 */
final class SharedMemorySmall implements WorkerRule {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final long OF_RUNTIME = 64 * MIB;
  private static final long OF_DYNAMO = 8 * GIB;
  private static final String MOUNT = "/dev/shm";

  @Override
  public String name() {
    return "worker-shared-memory-small";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    if (worker.hostIpc() || worker.engine().isEmpty()) {
      return List.of();
    }
    ServingEngine engine = worker.engine().get();
    long needed = needed(engine);
    return Fabric.serving(worker, around)
        .filter(_ -> needed > 0 && isShared(engine, worker))
        .map(container -> judge(worker, container, engine, needed))
        .orElse(List.of());
  }

  private static long needed(ServingEngine engine) {
    return switch (engine) {
      case VLLM -> 16 * GIB;
      case TRTLLM -> 80 * GIB;
      case SGLANG -> 0;
    };
  }

  /** One process alone shares nothing; TensorRT-LLM has several whatever the parallelism. */
  private static boolean isShared(ServingEngine engine, WorkerSpec worker) {
    return engine == ServingEngine.TRTLLM || worker.tensorParallel().orElse(1) > 1;
  }

  private List<Judgement> judge(
      WorkerSpec worker, ContainerSpec container, ServingEngine engine, long needed) {
    String volume = container.mounts().get(MOUNT);
    if (volume == null) {
      boolean dynamo = worker.object().kind().startsWith("Dynamo");
      return mistake(
          container.at().then("volumeMounts"),
          engine,
          needed,
          dynamo
              ? "no sharedMemory size, so Dynamo's operator gives " + text(OF_DYNAMO)
              : "nothing is mounted at /dev/shm, so the runtime gives " + text(OF_RUNTIME));
    }
    Optional<VolumeSpec> small =
        worker.volumes().stream()
            .filter(one -> one.name().equals(volume) && one.hostPath().isEmpty())
            .filter(one -> one.sizeBytes().orElse(Long.MAX_VALUE) < needed)
            .findFirst();
    return small
        .map(one ->
            mistake(
                one.at(),
                engine,
                needed,
                "volume %s at /dev/shm: %s".formatted(volume, text(one.sizeBytes().orElse(0)))))
        .orElse(List.of());
  }

  private List<Judgement> mistake(
      FieldPath at, ServingEngine engine, long needed, String evidence) {
    return Mistakes.one(
        name(),
        Severity.WARNING,
        at,
        "The worker has less shared memory than %s needs.".formatted(engine.title()),
        List.of(evidence, "%s needs %s".formatted(engine.title(), text(needed))),
        "Mount an emptyDir with medium Memory and sizeLimit %dGi at /dev/shm (Dynamo:"
                .formatted(needed / GIB)
            + " sharedMemory: {size: %dGi})".formatted(needed / GIB));
  }

  private static String text(long bytes) {
    return bytes >= GIB && bytes % GIB == 0 ? bytes / GIB + " GiB" : bytes / MIB + " MiB";
  }
}
