package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.SnapshotBuilder.NOW;

import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.ObjectRef;
import io.kvlane.core.workload.Role;
import io.kvlane.core.workload.WorkerInventory;
import io.kvlane.core.workload.WorkerPod;
import io.kvlane.core.workload.WorkerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Worker pods of a node. */
final class Workers {

  private Workers() {}

  /** As many of each role, of a kubelet that does not say which devices they have. */
  static WorkerInventory pods(int prefill, int decode) {
    List<WorkerPod> pods =
        Stream.concat(
                IntStream.range(0, prefill).mapToObj(i -> pod(Role.PREFILL, "Running", i)),
                IntStream.range(0, decode).mapToObj(i -> pod(Role.DECODE, "Pending", i)))
            .toList();
    return WorkerInventory.NONE
        .with(pods, new Look<>(new ProbeResult.Observed<>(pods.size()), NOW, Duration.ZERO))
        .assigned(
            pods,
            new Look<>(new ProbeResult.TimedOut<>("no answer in 5 s"), NOW, Duration.ofSeconds(5)));
  }

  private static WorkerPod pod(Role role, String phase, int number) {
    return new WorkerPod(
        role + "-" + number,
        new WorkerSpec(
            new ObjectRef("Pod", Optional.of("inference"), role.label() + "-" + number),
            Optional.of(role),
            Optional.of("llama"),
            Optional.empty(),
            OptionalInt.empty(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false,
            false,
            FieldPath.OBJECT),
        phase,
        false,
        Optional.empty());
  }
}
