package io.kvlane.agent.transfer;

import io.kvlane.agent.node.NodeState;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.gpudirect.RunGpu;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.protocol.GpuMemory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The GPUs whose memory runs may use, as the last look at the node shows them. */
public final class RunGpus {

  private final Optional<NodeState> state;
  private final Clock clock;

  private RunGpus(Optional<NodeState> state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  /** The GPUs of a node. */
  public static RunGpus of(NodeState state, Clock clock) {
    return new RunGpus(Optional.of(state), clock);
  }

  /** No GPUs, for a process that looks for none. */
  static RunGpus none(Clock clock) {
    return new RunGpus(Optional.empty(), clock);
  }

  /** All of them, usable or not. */
  public List<RunGpu> all() {
    return state
        .map(NodeState::observed)
        .map(node -> RunGpu.of(node, node.at()))
        .orElseGet(List::of);
  }

  /** Whether there is any, usable or not; asked more often than which. */
  boolean any() {
    return state
        .map(NodeState::observed)
        .filter(node -> !NodeGpu.of(node.inspection(), node.at()).isEmpty())
        .isPresent();
  }

  /** What a probe process is told of a run's GPU, null for host memory. */
  public static @Nullable GpuMemory memory(Optional<RunGpu> gpu, Intent intent) {
    return gpu.flatMap(RunGpu::address)
        .map(address -> new GpuMemory(address.text(), intent == Intent.STAGED))
        .orElse(null);
  }

  /** The GPU whose turn it is in transfers with other nodes; empty when there is none. */
  public Optional<RunGpu> inTurn() {
    return RunGpu.inTurn(all(), clock.instant());
  }

  /** The GPU of a run: the one that it names, else the one whose turn it is. */
  Optional<RunGpu> of(TransferKey key) {
    return key.gpu().isPresent()
        ? all().stream().filter(gpu -> key.gpu().get().equals(gpu.name())).findFirst()
        : inTurn();
  }
}
