package io.kvlane.agent.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvlane.agent.check.CheckOutcome;
import io.kvlane.agent.http.FindingViews.FindingView;
import io.kvlane.agent.http.MachineViews.GpuView;
import io.kvlane.agent.http.MachineViews.HostView;
import io.kvlane.agent.http.MachineViews.PairView;
import io.kvlane.agent.http.NodeViews.NodeView;
import io.kvlane.agent.http.RdmaViews.DeviceView;
import io.kvlane.agent.http.TransferViews.TransferView;
import io.kvlane.core.finding.FabricHealth;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code kvlane check --json} prints.
 *
 * @param outcome healthy, warnings, critical or not_checked
 * @param exitStatus exit status of the command
 * @param unchecked what could not be looked at and would have to be, absent when there is nothing
 * @param node name of the node
 * @param at when the snapshot was taken
 * @param host the host
 * @param devices RDMA devices
 * @param gpus GPUs
 * @param verdicts what was judged
 * @param findings what is wrong, the most urgent first
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CheckDocument(
    String outcome,
    int exitStatus,
    Optional<String> unchecked,
    String node,
    Instant at,
    Optional<HostView> host,
    List<DeviceView> devices,
    List<GpuView> gpus,
    Verdicts verdicts,
    List<FindingView> findings) {

  /**
   * What was judged.
   *
   * @param fabric whether KV bytes take the path they should
   * @param paths runs, each with the path that its bytes took; none for a captured tree
   * @param gpuDirect GPUs and RDMA devices, each with each
   */
  public record Verdicts(FabricHealth fabric, List<TransferView> paths, List<PairView> gpuDirect) {}

  /**
   * The document of a snapshot.
   *
   * @param captured whether it is of a copy of files
   */
  public static CheckDocument of(NodeSnapshot snapshot, boolean captured) {
    NodeView node = NodeViews.of(snapshot);
    CheckOutcome outcome = CheckOutcome.of(snapshot, captured);
    return new CheckDocument(
        outcome.label(),
        outcome.exitStatus(),
        CheckOutcome.unchecked(snapshot, captured),
        node.node(),
        node.at(),
        node.machine().host(),
        node.rdma().devices(),
        node.machine().gpus(),
        new Verdicts(
            node.fabric(), TransferViews.of(snapshot).transfers(), node.machine().gpuDirect()),
        FindingViews.of(snapshot).findings());
  }
}
