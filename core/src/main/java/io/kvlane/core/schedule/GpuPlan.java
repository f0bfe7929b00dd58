package io.kvlane.core.schedule;

import io.kvlane.core.gpudirect.RunGpu;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runs inside a node between the memory of one GPU and itself: the price of staging first,
 * since the verdict on the next ones may compare with it, then those that judge the path, then
 * those bound to the nearest port, then what UCX does inside the node.
 */
public final class GpuPlan {

  /**
   * Most bytes of one run: a node has many GPUs, and a link of 50 GB/s moves this in a third of a
   * millisecond, which is long enough to time.
   */
  public static final long MOST_BYTES = 16L << 20;

  private GpuPlan() {}

  /**
   * Plans the runs of one GPU. Those of a GPU that cannot be used are planned all the same, so that
   * they are recorded as skipped rather than silently missing.
   *
   * @param profile what to transfer
   * @return runs in the order in which to make them, each key once
   */
  public static List<PlannedRun> of(KvProfile profile, RunGpu gpu) {
    List<PlannedRun> runs = new ArrayList<>();
    add(runs, Intent.STAGED, Optional.empty(), profile, gpu);
    add(runs, Intent.DEFAULT, Optional.empty(), profile, gpu);
    gpu.nearestPort()
        .ifPresent(port -> add(runs, Intent.FORCED, Optional.of(port.text()), profile, gpu));
    add(runs, Intent.LOCAL, Optional.empty(), profile, gpu);
    return List.copyOf(runs);
  }

  private static void add(
      List<PlannedRun> runs,
      Intent intent,
      Optional<String> device,
      KvProfile profile,
      RunGpu gpu) {
    for (Operation operation : Operation.values()) {
      TransferKey key =
          TransferKey.loopback(intent, Engine.UCX, operation, Memory.CUDA, device, profile.name())
              .onGpu(gpu.name());
      runs.add(new PlannedRun(key, profile, MOST_BYTES));
    }
  }
}
