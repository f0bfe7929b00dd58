package io.kvlane.core.snapshot;

import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.PairBook;
import io.kvlane.core.transfer.TransferKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the other nodes.
 *
 * @param cluster which nodes there are, empty where nobody says so
 * @param pairs this node with each of those that are remembered
 * @param totals what is counted of all runs with other nodes, by keys that name none of them
 * @param control what happened on the control port, empty where the agent does not listen
 */
public record PeerInventory(
    Optional<ClusterReport> cluster,
    PairBook pairs,
    Map<TransferKey, TransferTotals> totals,
    Optional<ControlReport> control) {

  /** Nothing is known. */
  public static final PeerInventory NONE =
      new PeerInventory(Optional.empty(), PairBook.NONE, Map.of(), Optional.empty());

  /** Takes a copy, which keeps the order. */
  public PeerInventory {
    totals = Collections.unmodifiableMap(new LinkedHashMap<>(totals));
  }

  /** The same with what is known of the cluster now. */
  public PeerInventory with(ClusterReport report) {
    return new PeerInventory(Optional.of(report), pairs, totals, control);
  }

  /** The same with what is known of pairs now. */
  public PeerInventory with(PairBook book, Map<TransferKey, TransferTotals> counted) {
    return new PeerInventory(cluster, book, counted, control);
  }

  /** The same with what has happened on the control port until now. */
  public PeerInventory with(Optional<ControlReport> report) {
    return new PeerInventory(cluster, pairs, totals, report);
  }
}
