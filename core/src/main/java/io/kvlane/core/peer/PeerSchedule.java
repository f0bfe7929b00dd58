package io.kvlane.core.peer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Who meets whom in which epoch. Nobody meets two in one epoch.
 *
 * <p>Where there are pairs of interest, seven epochs of eight are theirs; whoever is free then
 * meets somebody at random. The eighth, or every epoch where there are none, belongs to all pairs:
 * a round-robin tournament up to {@value #MOST_IN_TOURNAMENT} nodes, a random matching above, where
 * a cycle would take days and rarely end before a node comes or goes.
 *
 * <p>Immutable to its callers and safe for every thread; the last epoch's meetings are remembered.
 */
public final class PeerSchedule {

  /** Most nodes of which each is certain to meet each. */
  public static final int MOST_IN_TOURNAMENT = 512;

  private static final int BACKGROUND_EVERY = 8;

  private final ClusterView view;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final InterestTurns interest;
  private final Tournament tournament;
  private volatile Optional<Remembered> last = Optional.empty();

  private record Remembered(long epoch, Matching matching) {}

  /** The meetings of a view of at least two nodes. */
  PeerSchedule(ClusterView view) {
    this.view = view;
    for (String node : view.nodes()) {
      numbers.put(node, numbers.size());
    }
    this.interest = new InterestTurns(view.interest(), numbers);
    this.tournament = new Tournament(view.nodes().size());
  }

  /** The view that these meetings follow from. */
  public ClusterView view() {
    return view;
  }

  /**
   * Whom a node meets.
   *
   * @return empty when nobody, or when the node is none of the view's
   */
  public Optional<Meeting> meeting(String node, long epoch) {
    Integer number = numbers.get(node);
    if (number == null) {
      return Optional.empty();
    }
    Matching matching = matching(epoch);
    if (matching.isFree(number)) {
      return Optional.empty();
    }
    return Optional.of(
        new Meeting(
            view.nodes().get(matching.partner(number)),
            matching.initiates(number),
            matching.isOfInterest(number),
            matching.visit(number)));
  }

  /** Epochs after which all pairs of interest have met, from any epoch on; 0 without any. */
  public long epochsForInterest() {
    long turns = interest.turnsForAll();
    int ofEight = BACKGROUND_EVERY - 1;
    return turns + Math.ceilDiv(turns, ofEight);
  }

  /** Epochs after which all pairs have met, from any epoch on; empty where nothing bounds it. */
  public OptionalLong epochsForAll() {
    return view.nodes().size() > MOST_IN_TOURNAMENT
        ? OptionalLong.empty()
        : OptionalLong.of((long) tournament.rounds() * (interest.isEmpty() ? 1 : BACKGROUND_EVERY));
  }

  /**
   * Time after which a pair is met again, on average or at the latest.
   *
   * @param ofInterest whether they are a pair of interest
   */
  public Duration revisit(boolean ofInterest) {
    long epochs =
        ofInterest
            ? epochsForInterest()
            : epochsForAll().orElse((long) view.nodes().size() * BACKGROUND_EVERY);
    return view.epoch().multipliedBy(epochs);
  }

  private Matching matching(long epoch) {
    Optional<Remembered> remembered = last.filter(known -> known.epoch() == epoch);
    if (remembered.isEmpty()) {
      remembered = Optional.of(new Remembered(epoch, drawn(epoch)));
      last = remembered;
    }
    return remembered.get().matching();
  }

  private Matching drawn(long epoch) {
    Matching matching = new Matching(view.nodes().size());
    int phase = Math.floorMod(epoch, BACKGROUND_EVERY);
    long eight = Math.floorDiv(epoch, BACKGROUND_EVERY);
    if (interest.isEmpty()) {
      pairAll(epoch, epoch, matching);
    } else if (phase == BACKGROUND_EVERY - 1) {
      pairAll(eight, epoch, matching);
    } else {
      interest.pair(eight * (BACKGROUND_EVERY - 1) + phase, matching);
      pairAtRandom(matching.free(), epoch, matching);
    }
    return matching;
  }

  private void pairAll(long turn, long epoch, Matching matching) {
    if (view.nodes().size() > MOST_IN_TOURNAMENT) {
      pairAtRandom(matching.free(), epoch, matching);
      return;
    }
    int round = Math.floorMod(turn, tournament.rounds());
    long visit = Math.floorDiv(turn, tournament.rounds());
    for (int i = 0; i < view.nodes().size(); i++) {
      OptionalInt opponent = tournament.opponent(i, round);
      if (opponent.isPresent() && i < opponent.getAsInt()) {
        boolean lowerBegins = (visit + i + opponent.getAsInt()) % 2 == 0;
        pair(i, opponent.getAsInt(), lowerBegins, visit, matching);
      }
    }
  }

  private void pairAtRandom(int[] nodes, long epoch, Matching matching) {
    RandomPairs.draw(
        view.nodes(), nodes, epoch, (one, other, visit) -> pair(one, other, true, visit, matching));
  }

  private void pair(int one, int other, boolean oneBegins, long visit, Matching matching) {
    matching.pair(
        oneBegins ? one : other, oneBegins ? other : one, interest.hold(one, other), visit);
  }
}
