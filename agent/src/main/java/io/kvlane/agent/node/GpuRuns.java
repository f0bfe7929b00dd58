package io.kvlane.agent.node;

import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.TransferKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs with the memory of one GPU each. */
final class GpuRuns {

  private GpuRuns() {}

  /**
   * Leaves out the runs of GPUs that are gone, so that a vanished GPU's series go with it.
   *
   * @param inspection the last looks; while none of them shows any GPU nothing is left out
   */
  static Map<TransferKey, TransferHistory> onGpus(
      Map<TransferKey, TransferHistory> runs, NodeInspection inspection, Instant now) {
    List<String> names = NodeGpu.of(inspection, now).stream().map(NodeGpu::name).toList();
    if (names.isEmpty()) {
      return runs;
    }
    Map<TransferKey, TransferHistory> left = new LinkedHashMap<>(runs);
    left.keySet().removeIf(key -> key.gpu().filter(gpu -> !names.contains(gpu)).isPresent());
    return left.size() == runs.size() ? runs : left;
  }
}
