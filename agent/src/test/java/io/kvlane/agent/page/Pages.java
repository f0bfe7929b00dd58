package io.kvlane.agent.page;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.path.EvidenceLine;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.ObjectRef;
import io.kvlane.core.workload.Role;
import io.kvlane.core.workload.WorkerInventory;
import io.kvlane.core.workload.WorkerPod;
import io.kvlane.core.workload.WorkerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** What pages are made of. */
final class Pages {

  private static final int MANY = 12;

  private Pages() {}

  static TransferKey inside(Intent intent, Operation operation) {
    return TransferKey.loopback(
        intent,
        intent == Intent.BASELINE ? Engine.TCP : Engine.UCX,
        operation,
        Memory.HOST,
        Optional.empty(),
        "small");
  }

  static TransferKey with(String peer, Intent intent, Operation operation, Memory memory) {
    return TransferKey.peer(
        peer,
        intent,
        intent == Intent.BASELINE ? Engine.TCP : Engine.UCX,
        operation,
        memory,
        "small");
  }

  /** A verified run of 64 MiB, with as much evidence as there may be. */
  static TransferRecord verified(
      TransferKey key, Instant at, PathClass path, double gigabytesPerSecond, String evidence) {
    Measurement measurement =
        new Measurement(2048, 32768, 40_000, (long) (67_108_864 / gigabytesPerSecond), Set.of());
    return new TransferRecord(
        key,
        at.minusMillis(20),
        at,
        TransferResult.OK,
        Optional.empty(),
        Optional.of(measurement),
        Optional.of(
            new PathVerdict(
                path,
                path == PathClass.TCP ? Transport.TCP : Transport.INFINIBAND,
                Optional.of(EvidenceKind.OWN_SOCKETS),
                IntStream.range(0, MANY)
                    .mapToObj(_ -> new EvidenceLine(EvidenceKind.OWN_SOCKETS, evidence))
                    .toList())),
        Optional.empty(),
        measurement.bytes(),
        evidence);
  }

  /** Evidence of one line. */
  static Finding finding(Severity severity, String rule, String subject, String text) {
    return new Finding(
        rule, severity, subject, text, IntStream.range(0, MANY).mapToObj(_ -> text).toList(), text);
  }

  static ClusterReport cluster(List<String> nodes) {
    return new ClusterReport(
        new ClusterView(nodes, List.of(), Duration.ofSeconds(20)),
        ClusterReport.Source.KUBERNETES,
        Nodes.NOW,
        Optional.empty());
  }

  static void works(NodeState state, List<String> names) {
    List<WorkerPod> pods = names.stream().map(Pages::pod).toList();
    Look<Integer> look =
        new Look<>(new ProbeResult.Observed<>(names.size()), Nodes.NOW, Duration.ZERO);
    state.works(_ -> WorkerInventory.NONE.with(pods, look));
  }

  private static WorkerPod pod(String name) {
    return new WorkerPod(
        "uid-" + name,
        new WorkerSpec(
            new ObjectRef("Pod", Optional.of("inference"), name),
            Optional.of(Role.DECODE),
            Optional.of("llama"),
            Optional.empty(),
            OptionalInt.of(8),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false,
            false,
            FieldPath.OBJECT),
        "Running",
        false,
        Optional.empty());
  }
}
