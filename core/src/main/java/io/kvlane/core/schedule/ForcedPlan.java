package io.kvlane.core.schedule;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The runs of one round that are bound to one RDMA port each: whether a port moves bytes at all,
 * whatever UCX would choose.
 */
public final class ForcedPlan {

  private ForcedPlan() {}

  /**
   * Plans a round.
   *
   * @param profile what to transfer
   * @param ports active ports that UCX can be bound to
   * @return runs in the order in which to make them, each key once
   */
  public static List<PlannedRun> of(KvProfile profile, Collection<PortId> ports) {
    List<PlannedRun> runs = new ArrayList<>();
    for (PortId port : ports) {
      for (Operation operation : Operation.values()) {
        TransferKey key =
            TransferKey.loopback(
                Intent.FORCED,
                Engine.UCX,
                operation,
                Memory.HOST,
                Optional.of(port.text()),
                profile.name());
        runs.add(new PlannedRun(key, profile));
      }
    }
    return List.copyOf(runs);
  }
}
