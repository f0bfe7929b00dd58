package io.kvlane.core.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * When groups of nodes have their turns. Groups that share no node, nor are linked by others that
 * do, go on side by side and know nothing of each other. Those that are linked take a cycle
 * together, in which each has as many turns in a row as it needs; those of them that share no node
 * have theirs at the same time.
 */
final class Turns {

  /**
   * Turns of one group.
   *
   * @param first its first turn in the cycle
   * @param cycle turns after which it begins again
   */
  record Slot(long first, long cycle) {}

  private final List<BitSet> members;
  private final List<Integer> needed;
  private final Slot[] slots;

  private Turns(List<BitSet> members, List<Integer> needed) {
    this.members = members;
    this.needed = needed;
    this.slots = new Slot[members.size()];
  }

  /**
   * Gives each group its turns, those that are named first the earlier ones.
   *
   * @param members numbers of the nodes of each group
   * @param needed turns that each group needs
   */
  static List<Slot> of(List<BitSet> members, List<Integer> needed) {
    Turns turns = new Turns(members, needed);
    turns.linked().forEach(turns::assign);
    return Arrays.asList(turns.slots);
  }

  /** Groups by number, together with all that they are linked with. */
  private List<List<Integer>> linked() {
    List<List<Integer>> components = new ArrayList<>();
    List<BitSet> nodes = new ArrayList<>();
    for (int group = 0; group < members.size(); group++) {
      List<Integer> component = new ArrayList<>();
      BitSet all = (BitSet) members.get(group).clone();
      for (int i = components.size() - 1; i >= 0; i--) {
        if (nodes.get(i).intersects(members.get(group))) {
          all.or(nodes.remove(i));
          component.addAll(components.remove(i));
        }
      }
      component.add(group);
      components.add(component);
      nodes.add(all);
    }
    return components;
  }

  private void assign(List<Integer> component) {
    component.sort(null);
    List<BitSet> taken = new ArrayList<>();
    List<List<Integer>> together = new ArrayList<>();
    for (int group : component) {
      int at = 0;
      while (at < taken.size() && taken.get(at).intersects(members.get(group))) {
        at++;
      }
      if (at == taken.size()) {
        taken.add(new BitSet());
        together.add(new ArrayList<>());
      }
      taken.get(at).or(members.get(group));
      together.get(at).add(group);
    }
    long cycle = together.stream().mapToLong(this::mostNeeded).sum();
    long first = 0;
    for (List<Integer> groups : together) {
      for (int group : groups) {
        slots[group] = new Slot(first, cycle);
      }
      first += mostNeeded(groups);
    }
  }

  private long mostNeeded(List<Integer> groups) {
    return groups.stream().mapToInt(needed::get).max().orElse(0);
  }
}
