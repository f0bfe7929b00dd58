package io.kvlane.core.schedule;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs of one round with other nodes: for each of them the price of a fallback, then those that
 * judge the path. One profile, so that the number of series grows with the peers only.
 */
public final class PeerPlan {

  private PeerPlan() {}

  /**
   * Plans a round.
   *
   * @param profile what to transfer
   * @param peers names of the other nodes, each once
   * @return runs in the order in which to make them, each key once
   */
  public static List<PlannedRun> of(KvProfile profile, List<String> peers) {
    List<PlannedRun> runs = new ArrayList<>();
    for (String peer : peers) {
      add(runs, peer, Engine.TCP, Intent.BASELINE, profile);
      add(runs, peer, Engine.UCX, Intent.DEFAULT, profile);
    }
    return List.copyOf(runs);
  }

  private static void add(
      List<PlannedRun> runs, String peer, Engine engine, Intent intent, KvProfile profile) {
    for (Operation operation : Operation.values()) {
      TransferKey key =
          TransferKey.peer(peer, intent, engine, operation, Memory.HOST, profile.name());
      runs.add(new PlannedRun(key, profile));
    }
  }
}
