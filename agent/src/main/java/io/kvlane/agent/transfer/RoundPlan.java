package io.kvlane.agent.transfer;

import io.kvlane.agent.config.Settings;
import io.kvlane.core.gpudirect.RunGpu;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.schedule.ForcedPlan;
import io.kvlane.core.schedule.GpuPlan;
import io.kvlane.core.schedule.LoopbackPlan;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.host.InfinibandClassReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The runs of the next round inside the node: those of all engines, those bound to the RDMA ports
 * that are active now, and those with GPUs. One thread.
 */
final class RoundPlan implements Supplier<List<PlannedRun>> {

  /** Ports of devices that speak reliable connections; EFA's do not. */
  private static final Set<Transport> FORCEABLE = EnumSet.of(Transport.INFINIBAND, Transport.ROCE);

  private final List<KvProfile> profiles;
  private final InfinibandClassReader ports;
  private final RunGpus gpus;
  private int turn;

  RoundPlan(Settings settings, InfinibandClassReader ports, RunGpus gpus) {
    this.profiles = settings.profiles();
    this.ports = ports;
    this.gpus = gpus;
  }

  /** The next round: with one GPU, whose turn it is. */
  @Override
  public List<PlannedRun> get() {
    List<RunGpu> all = gpus.all();
    if (all.isEmpty()) {
      return withGpus(all);
    }
    RunGpu next = all.get(turn % all.size());
    turn = (turn + 1) % all.size();
    return withGpus(List.of(next));
  }

  /** A round with all GPUs, one after the other. */
  List<PlannedRun> whole() {
    return withGpus(gpus.all());
  }

  private List<PlannedRun> withGpus(List<RunGpu> some) {
    KvProfile first = profiles.getFirst();
    return Stream.concat(
            Stream.of(LoopbackPlan.of(profiles), ForcedPlan.of(first, activePorts())),
            some.stream().map(gpu -> GpuPlan.of(first, gpu)))
        .flatMap(List::stream)
        .toList();
  }

  private List<PortId> activePorts() {
    return ports.outline().stream()
        .flatMap(device -> device.ports().stream())
        .filter(port -> port.link().isActive() && FORCEABLE.contains(port.transport()))
        .map(RdmaPort::id)
        .toList();
  }
}
