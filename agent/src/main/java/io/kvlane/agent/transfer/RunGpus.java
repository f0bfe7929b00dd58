package io.kvlane.agent.transfer;

import io.kvlane.agent.node.NodeState;
import io.kvlane.core.gpudirect.RunGpu;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.TransferKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The GPUs whose memory runs may use, as the last look at the node shows them. */
public final class RunGpus {

  private final Supplier<List<RunGpu>> seen;
  private final Clock clock;

  private RunGpus(Supplier<List<RunGpu>> seen, Clock clock) {
    this.seen = seen;
    this.clock = clock;
  }

  /** The GPUs of a node. */
  public static RunGpus of(NodeState state, Clock clock) {
    return new RunGpus(
        () -> {
          NodeSnapshot node = state.observed();
          return RunGpu.of(node, node.at());
        },
        clock);
  }

  /** No GPUs, for a process that looks for none. */
  static RunGpus none(Clock clock) {
    return new RunGpus(List::of, clock);
  }

  /** All of them, usable or not. */
  public List<RunGpu> all() {
    return seen.get();
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
