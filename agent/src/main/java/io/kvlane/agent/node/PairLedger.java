package io.kvlane.agent.node;

import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.PairBook;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.peer.ServedRun;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.snapshot.TransferTotals;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is kept of runs with other nodes: a little of every pair, all of those that are shown, and
 * totals of all. Immutable; bounded whatever the size of the cluster.
 *
 * @param mostShown pairs that may be shown
 * @param book the pairs
 * @param histories runs with nodes of shown pairs; a pair that was not shown before begins empty
 * @param totals counts by keys that name no node, which outlive those that are gone
 */
record PairLedger(
    int mostShown,
    PairBook book,
    Map<TransferKey, TransferHistory> histories,
    Map<TransferKey, TransferTotals> totals) {

  /** Takes copies, which keep the order. */
  PairLedger {
    histories = Collections.unmodifiableMap(new LinkedHashMap<>(histories));
    totals = Collections.unmodifiableMap(new LinkedHashMap<>(totals));
  }

  /** Nothing was run yet. */
  static PairLedger empty(int mostShown, double leastLinkRatio) {
    return new PairLedger(mostShown, PairBook.empty(leastLinkRatio), Map.of(), Map.of());
  }

  /** After a run that this node posted. */
  PairLedger ran(TransferRecord run, PairJudge judge) {
    Map<TransferKey, TransferTotals> counted = new LinkedHashMap<>(totals);
    counted.compute(
        run.key().withAnyPeer(),
        (_, before) -> (before == null ? TransferTotals.NONE : before).plus(run));
    PairBook next = book.with(run, judge).showing(mostShown, judge);
    Map<TransferKey, TransferHistory> kept = new LinkedHashMap<>(histories);
    kept.compute(
        run.key(),
        (_, history) -> history == null ? TransferHistory.startingWith(run) : history.plus(run));
    return new PairLedger(mostShown, next, kept, counted).withShownOnly();
  }

  /** After a run that another node posted and this one served. */
  PairLedger served(ServedRun run, PairJudge judge) {
    return with(book.served(run, judge).showing(mostShown, judge));
  }

  /** After another node said something of itself. */
  PairLedger heard(String peer, Standing standing, PairJudge judge) {
    return with(book.heard(peer, standing, judge).showing(mostShown, judge));
  }

  /** With which nodes there are now. */
  PairLedger sees(ClusterView view, String self, PairJudge judge) {
    return with(book.known(view, self).showing(mostShown, judge));
  }

  private PairLedger with(PairBook next) {
    return new PairLedger(mostShown, next, histories, totals).withShownOnly();
  }

  private PairLedger withShownOnly() {
    Map<TransferKey, TransferHistory> kept = new LinkedHashMap<>(histories);
    kept.keySet().removeIf(key -> !book.shown().contains(key.peer().orElseThrow()));
    return kept.size() == histories.size() ? this : new PairLedger(mostShown, book, kept, totals);
  }
}
