package io.kvlane.agent.transfer;

import io.kvlane.agent.config.Settings;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.schedule.ForcedPlan;
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
 * The runs of the next round inside the node: those of all engines, and those bound to the RDMA
 * ports that are active now.
 */
final class RoundPlan implements Supplier<List<PlannedRun>> {

  /** Ports of devices that speak reliable connections; EFA's do not. */
  private static final Set<Transport> FORCEABLE = EnumSet.of(Transport.INFINIBAND, Transport.ROCE);

  private final List<KvProfile> profiles;
  private final InfinibandClassReader ports;

  RoundPlan(Settings settings, InfinibandClassReader ports) {
    this.profiles = settings.profiles();
    this.ports = ports;
  }

  @Override
  public List<PlannedRun> get() {
    KvProfile first = profiles.getFirst();
    return Stream.of(LoopbackPlan.of(profiles), ForcedPlan.of(first, activePorts()))
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
