package io.kvlane.exporters.prometheus;

import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.finding.rules.Rules;
import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpudirect.GpuDirectMethod;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.pci.Distance;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.PairState;
import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.SessionResult;
import io.kvlane.core.rdma.ErrorCounters;
import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.snapshot.NodeInspection;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.transfer.Cap;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Labelled;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import io.kvlane.core.workload.WorkerInventory;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.rules.WorkerRules;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A label of a metric: its name and what its values mean. */
enum MetricLabel {
  KIND(
      "kind",
      "Between which ends: " + words(TransferKind.values()) + ".",
      labels(TransferKind.values())),
  INTENT("intent", "Why the run is made: " + words(Intent.values()) + ".", labels(Intent.values())),
  ENGINE(
      "engine", "What moves the bytes: " + words(Engine.values()) + ".", labels(Engine.values())),
  OPERATION(
      "operation",
      "Who moves them which way: " + words(Operation.values()) + ".",
      labels(Operation.values())),
  MEMORY(
      "memory",
      "Where they lie at both ends: " + words(Memory.values()) + ".",
      labels(Memory.values())),
  DEVICE(
      "device",
      "RDMA device, such as mlx5_0. Of a forced run device and port, such as mlx5_0:1, empty when"
          + " the engine chooses."),
  PORT("port", "Number of a port of an RDMA device, from 1."),
  FIRMWARE("firmware", "Version of a device's firmware."),
  HCA_TYPE("hca_type", "What the vendor calls a device."),
  BOARD_ID("board_id", "What the vendor calls a device's board."),
  NODE_GUID("node_guid", "Global identifier of a device."),
  DRIVER("driver", "Kernel driver of a device."),
  PCI_ADDRESS("pci_address", "Where a device sits on the PCI bus."),
  NUMA_NODE("numa_node", "NUMA node that a device sits on."),
  LINK_LAYER(
      "link_layer",
      "What lies below a port: " + words(LinkLayer.values()) + ".",
      labels(LinkLayer.values())),
  STATE(
      "state",
      "Logical state of a port: "
          + words(PortState.values())
          + ". How another node does: "
          + words(PairState.values())
          + "; the first that holds.",
      both(PortState.values(), PairState.values())),
  PHYSICAL_STATE("physical_state", "Physical state of a port in the kernel's words: LinkUp, …"),
  NETDEV("netdev", "Network interface of a port."),
  COUNTER("counter", "Counter of a port, by the kernel's name.", Set.copyOf(ErrorCounters.NAMES)),
  GPU(
      "gpu",
      "UUID of a GPU, else its PCI address. Of a run the GPU whose memory it was; empty for host"
          + " memory, with other nodes, and for what is counted of all GPUs together."),
  INDEX("index", "Number that NVML gives a GPU, from 0."),
  MODEL("model", "What the vendor calls a GPU."),
  DRIVER_VERSION("driver_version", "Version of the GPUs' kernel driver."),
  MIG(
      "mig",
      "Whether a GPU is split into instances: " + words(Gpu.Mig.values()) + ".",
      labels(Gpu.Mig.values())),
  DISTANCE(
      "distance",
      "How far two devices are from each other, as nvidia-smi topo -m says it: "
          + words(Distance.values())
          + ".",
      labels(Distance.values())),
  METHOD(
      "method",
      "How RDMA gets at a GPU's memory: " + words(GpuDirectMethod.values()) + ".",
      labels(GpuDirectMethod.values())),
  PROFILE("profile", "Name of the KV profile."),
  PEER(
      "peer",
      "Name of the other node. Empty inside a node, and for what is counted of all other nodes"
          + " together."),
  BETWEEN(
      "between",
      "What is compared: " + PairMetrics.DIRECTIONS + ", " + PairMetrics.OPERATIONS + ".",
      Set.of(PairMetrics.DIRECTIONS, PairMetrics.OPERATIONS)),
  VIEW("view", "Hash of what decides who meets whom: nodes, pairs of interest, epoch."),
  RESULT(
      "result",
      "What came of a run: "
          + words(TransferResult.values())
          + ". What came of another node's wish for a session: "
          + words(SessionResult.values())
          + ".",
      both(TransferResult.values(), SessionResult.values())),
  REASON(
      "reason",
      "Why a run was skipped: "
          + words(SkipReason.values())
          + "; empty for runs that were made. Why a probe process ended: "
          + words(ProcessEnd.Reason.values())
          + ". Why the control port refused: "
          + words(Refusal.values())
          + ".",
      all(
          List.of(
              Set.of(""),
              labels(SkipReason.values()),
              labels(ProcessEnd.Reason.values()),
              labels(Refusal.values())))),
  CAP(
      "cap",
      "What cut a run short of its whole profile: " + words(Cap.values()) + ".",
      labels(Cap.values())),
  CLASS(
      "class",
      "Path that verified bytes took: "
          + words(PathClass.values())
          + ". Path that they should take: "
          + words(ExpectedPath.values())
          + ".",
      both(PathClass.values(), ExpectedPath.values())),
  TRANSPORT(
      "transport",
      "What carried the payload, or what a port speaks: " + words(Transport.values()) + ".",
      labels(Transport.values())),
  SOURCE(
      "source",
      "Who says so: "
          + words(Expectation.Source.values())
          + ". Who says which nodes there are: "
          + words(ClusterReport.Source.values())
          + ".",
      both(Expectation.Source.values(), ClusterReport.Source.values())),
  RULE("rule", "Name of the rule, also of its runbook page.", rules()),
  SEVERITY(
      "severity", "How urgent it is: " + words(Severity.values()) + ".", labels(Severity.values())),
  SUBJECT("subject", "What it is about: an engine, a device, a process, a transfer, another node."),
  PROBE(
      "probe",
      "What was looked at: an engine, by its name; "
          + String.join(", ", NodeInspection.PROBES)
          + ", rdma-sysfs, verbs; "
          + String.join(", ", WorkerInventory.PROBES)
          + ".",
      all(
          List.of(
              labels(Engine.values()),
              Set.copyOf(NodeInspection.PROBES),
              Set.of("rdma-sysfs", "verbs"),
              Set.copyOf(WorkerInventory.PROBES)))),
  OUTCOME(
      "outcome",
      "What the look gave: " + String.join(", ", ProbeOutcomes.ALL) + ".",
      Set.copyOf(ProbeOutcomes.ALL)),
  ROLE(
      "role",
      "What a probe process does: initiator, responder, and inspector, which looks at libraries and"
          + " GPUs. What a worker pod does: prefill, decode.",
      Set.of("initiator", "responder", "inspector", "prefill", "decode")),
  VERSION("version", "Version of kvlane."),
  REVISION("revision", "Commit it was built from."),
  JAVA_VERSION("java_version", "Version of the Java runtime.");

  /** What tells one kind of run from another. */
  static final List<MetricLabel> TRANSFER =
      List.of(KIND, INTENT, ENGINE, OPERATION, MEMORY, DEVICE, GPU, PROFILE, PEER);

  private final String exposed;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // only unmodifiable sets come in
  private final Set<String> known;

  MetricLabel(String exposed, String meaning) {
    this(exposed, meaning, Set.of());
  }

  MetricLabel(String exposed, String meaning, Set<String> known) {
    this.exposed = exposed;
    this.meaning = meaning;
    this.known = known;
  }

  /** The label's name in the exposition. */
  String exposed() {
    return exposed;
  }

  /** What its values mean, for the reference page. */
  String meaning() {
    return meaning;
  }

  /** All values that it has in any metric; empty where they come from the node or the cluster. */
  Set<String> known() {
    return known;
  }

  /** This label alone, with a value. */
  Labels of(String value) {
    return Labels.of(exposed, value);
  }

  /** This label alone, with a word of the domain. */
  Labels of(Labelled value) {
    return of(value.label());
  }

  /** The labels of a run, and more that a metric adds to them. */
  static List<MetricLabel> transferAnd(MetricLabel... more) {
    return Stream.concat(TRANSFER.stream(), Arrays.stream(more)).toList();
  }

  private static Set<String> labels(Labelled[] values) {
    return Arrays.stream(values).map(Labelled::label).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> both(Labelled[] some, Labelled[] more) {
    return all(List.of(labels(some), labels(more)));
  }

  private static Set<String> all(List<Set<String>> sets) {
    return sets.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> rules() {
    return Stream.concat(
            Rules.all().stream().map(Rule::name), WorkerRules.all().stream().map(WorkerRule::name))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String words(Labelled[] values) {
    return Arrays.stream(values).map(Labelled::label).collect(Collectors.joining(", "));
  }
}
