package io.kvlane.core.peer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns of the pairs of interest. Groups that share a node take turns; all others run side by side.
 * In a group of P prefill and D decode nodes all pairs meet in max(P, D) turns of it, which is the
 * least there can be, since each node meets one other in a turn.
 */
final class InterestTurns {

  private static final int ABSENT = -1;

  private final List<Group> groups = new ArrayList<>();
  private final List<Turns.Slot> slots;

  /** Of each node the groups in which it holds prefill workers, and in which decode workers. */
  private final Map<Integer, BitSet> prefillIn = new HashMap<>();

  private final Map<Integer, BitSet> decodeIn = new HashMap<>();

  /** A group by numbers of nodes. */
  private record Group(
      List<Integer> prefill, List<Integer> decode, List<Integer> all, boolean overlaps) {

    int turns() {
      return overlaps
          ? new Tournament(all.size()).rounds()
          : Math.max(prefill.size(), decode.size());
    }
  }

  /**
   * Turns of the groups of a view.
   *
   * @param numbers number of each node
   */
  InterestTurns(List<InterestGroup> interest, Map<String, Integer> numbers) {
    // The large ones first: the small ones then fit beside them.
    for (InterestGroup group :
        interest.stream()
            .filter(group -> !group.among(numbers.keySet()).isEmpty())
            .sorted(Comparator.comparingLong((InterestGroup group) -> -group.nodes().count()))
            .toList()) {
      List<Integer> all = numbered(group.nodes().sorted().toList(), numbers);
      List<Integer> prefill = numbered(group.prefill(), numbers);
      List<Integer> decode = numbered(group.decode(), numbers);
      prefill.stream().filter(InterestTurns::isThere).forEach(node -> note(prefillIn, node));
      decode.stream().filter(InterestTurns::isThere).forEach(node -> note(decodeIn, node));
      groups.add(new Group(prefill, decode, all, all.size() < prefill.size() + decode.size()));
    }
    this.slots =
        Turns.of(
            groups.stream().map(group -> members(group.all())).toList(),
            groups.stream().map(Group::turns).toList());
  }

  /** Nodes that are not there keep their place, so that the others meet as before. */
  private static List<Integer> numbered(List<String> names, Map<String, Integer> numbers) {
    return names.stream().map(name -> numbers.getOrDefault(name, ABSENT)).toList();
  }

  private static boolean isThere(int node) {
    return node != ABSENT;
  }

  private void note(Map<Integer, BitSet> groupsOf, int node) {
    groupsOf.computeIfAbsent(node, _ -> new BitSet()).set(groups.size());
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  /** Whether two nodes are a pair of interest. */
  boolean hold(int one, int other) {
    return share(prefillIn.get(one), decodeIn.get(other))
        || share(prefillIn.get(other), decodeIn.get(one));
  }

  private static boolean share(@Nullable BitSet one, @Nullable BitSet other) {
    return one != null && other != null && one.intersects(other);
  }

  /** Turns after which every pair of interest has met, from whichever turn one counts. */
  long turnsForAll() {
    return slots.stream().mapToLong(Turns.Slot::cycle).max().orElse(0);
  }

  /** Lets those meet whose turn it is. */
  void pair(long turn, Matching matching) {
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      Turns.Slot slot = slots.get(i);
      long visit = Math.floorDiv(turn, slot.cycle());
      long round = Math.floorMod(turn, slot.cycle()) - slot.first();
      if (round >= 0 && round < group.turns()) {
        if (group.overlaps()) {
          pairOverlapping(group, (int) round, visit, matching);
        } else {
          pairApart(group, (int) round, visit, matching);
        }
      }
    }
  }

  /** A Latin square: prefill node i meets decode node (round - i). */
  private static void pairApart(Group group, int round, long visit, Matching matching) {
    for (int i = 0; i < group.prefill().size(); i++) {
      int j = Math.floorMod(round - i, group.turns());
      if (j < group.decode().size()
          && isThere(group.prefill().get(i))
          && isThere(group.decode().get(j))) {
        pair(group.prefill().get(i), group.decode().get(j), visit, matching);
      }
    }
  }

  /** A node that is both would be met twice in a square: all play, pairs of interest meet. */
  private static void pairOverlapping(Group group, int round, long visit, Matching matching) {
    BitSet prefill = members(group.prefill());
    BitSet decode = members(group.decode());
    Tournament tournament = new Tournament(group.all().size());
    for (int i = 0; i < group.all().size(); i++) {
      int j = tournament.opponent(i, round).orElse(-1);
      if (i < j) {
        int one = group.all().get(i);
        int other = group.all().get(j);
        if (isThere(one) && isThere(other)) {
          if (prefill.get(one) && decode.get(other)) {
            pair(one, other, visit, matching);
          } else if (prefill.get(other) && decode.get(one)) {
            pair(other, one, visit, matching);
          }
        }
      }
    }
  }

  private static BitSet members(List<Integer> nodes) {
    BitSet members = new BitSet();
    nodes.stream().filter(InterestTurns::isThere).forEach(members::set);
    return members;
  }

  /** The decode node begins, as decode workers do; the next time the other one does. */
  private static void pair(int prefill, int decode, long visit, Matching matching) {
    boolean decodeBegins = visit % 2 == 0;
    matching.pair(decodeBegins ? decode : prefill, decodeBegins ? prefill : decode, true, visit);
  }
}
