package io.kvlane.core.schedule;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runs of one round inside a node: the price of a fallback first, then those that judge the
 * path, then UCX's own choice inside the node. The baseline always works, so a native library that
 * ends every process that runs it, and the back-off after that, never keeps it from being measured.
 */
public final class LoopbackPlan {

  private LoopbackPlan() {}

  /**
   * Plans a round. An engine that is not on the node is planned all the same, so that its runs are
   * recorded as skipped rather than silently missing.
   *
   * @param profiles profiles of different names
   * @return runs in the order in which to make them, each key once
   */
  public static List<PlannedRun> of(List<KvProfile> profiles) {
    List<PlannedRun> runs = new ArrayList<>();
    add(runs, Engine.TCP, Intent.BASELINE, profiles);
    add(runs, Engine.UCX, Intent.DEFAULT, profiles);
    add(runs, Engine.UCX, Intent.LOCAL, profiles);
    return List.copyOf(runs);
  }

  private static void add(
      List<PlannedRun> runs, Engine engine, Intent intent, List<KvProfile> profiles) {
    for (Operation operation : Operation.values()) {
      for (KvProfile profile : profiles) {
        TransferKey key =
            TransferKey.loopback(
                intent, engine, operation, Memory.HOST, Optional.empty(), profile.name());
        runs.add(new PlannedRun(key, profile));
      }
    }
  }
}
