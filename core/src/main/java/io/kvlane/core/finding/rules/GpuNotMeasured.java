package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The runs that judge the path of a GPU's memory were skipped, since the GPU or its driver cannot
 * be used: nobody knows which path its KV bytes take. A lost GPU has a rule of its own.
 */
final class GpuNotMeasured implements Rule {

  private static final Set<SkipReason> REASONS =
      Set.of(SkipReason.GPU_UNUSABLE, SkipReason.NOT_PRESENT);

  @Override
  public String name() {
    return "gpu-not-measured";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    Set<String> lost =
        snapshot.inspection().gpus(now).stream()
            .flatMap(inventory -> inventory.gpus().stream())
            .filter(Gpu::lost)
            .map(Gpu::name)
            .collect(Collectors.toSet());
    return snapshot.transfers().values().stream()
        .map(TransferHistory::last)
        .filter(run -> isLeftOut(run) && snapshot.isFresh(run, now))
        .filter(run -> !lost.contains(gpu(run).orElseThrow()))
        .collect(
            Collectors.groupingBy(run -> gpu(run).orElseThrow(), TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(runs -> finding(runs.getKey(), runs.getValue()))
        .toList();
  }

  private static boolean isLeftOut(TransferRecord run) {
    return run.key().intent() == Intent.DEFAULT
        && gpu(run).isPresent()
        && run.skipReason().filter(REASONS::contains).isPresent();
  }

  private static Optional<String> gpu(TransferRecord run) {
    return run.key().gpu();
  }

  private Finding finding(String gpu, List<TransferRecord> runs) {
    return new Finding(
        name(),
        Severity.INFO,
        gpu,
        "Transfers with the memory of GPU %s are not measured.".formatted(gpu),
        runs.stream().map(TransferRecord::detail).distinct().sorted().toList(),
        "If it should be measured, leave it some memory, let several processes share it, give"
            + " kvlane's pod the driver's compute libraries, and follow "
            + Finding.runbookOf(name()));
  }
}
