package io.kvlane.simulation.cluster;

import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.InterestGroup;
import java.time.Duration;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Views by what is known of the changes; the latest used ones are kept. */
public final class Views {

  private static final int MOST_KEPT = 32;
  private static final float LOAD_FACTOR = 0.75f;

  private final List<String> names;
  private final List<InterestGroup> interest;
  private final Duration epoch;
  private final List<Change> changes;
  private final Map<Known, View> kept =
      new LinkedHashMap<>(MOST_KEPT, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Known, View> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /**
   * Views of one cluster.
   *
   * @param names names of all nodes that there ever are, by number
   * @param changes all changes that there ever are, by number
   */
  public Views(
      List<String> names, List<InterestGroup> interest, Duration epoch, List<Change> changes) {
    this.names = names;
    this.interest = interest;
    this.epoch = epoch;
    this.changes = changes;
  }

  /** The view of whoever knows of these changes. */
  public View of(Known known) {
    return kept.computeIfAbsent(known, this::drawn);
  }

  private View drawn(Known known) {
    BitSet away = new BitSet();
    IntStream.concat(
            IntStream.range(0, known.first()), known.beyond().stream().mapToInt(Integer::intValue))
        .mapToObj(changes::get)
        .forEach(change -> away.set(change.node(), !change.joins()));
    List<String> there =
        IntStream.range(0, names.size())
            .filter(node -> !away.get(node))
            .mapToObj(names::get)
            .toList();
    return new View(new ClusterView(there, interest, epoch));
  }
}
