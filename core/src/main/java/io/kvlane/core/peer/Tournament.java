package io.kvlane.core.peer;

import java.util.OptionalInt;

/**
 * A round-robin tournament by the circle method: in a cycle of rounds each meets each exactly once,
 * and nobody meets two in a round.
 */
final class Tournament {

  private final int players;
  private final int seats;

  /**
   * A tournament.
   *
   * @param players at least 2
   */
  Tournament(int players) {
    this.players = players;
    this.seats = players + players % 2;
  }

  /** Rounds of a cycle: one less than there are players, or as many where their number is odd. */
  int rounds() {
    return seats - 1;
  }

  /**
   * Whom a player meets.
   *
   * @param player from 0
   * @param round from 0, below {@link #rounds}
   * @return empty for whoever has nobody left: one in each round, where the number is odd
   */
  OptionalInt opponent(int player, int round) {
    int fixed = seats - 1;
    int opponent;
    if (player == fixed) {
      // The one with 2x = round (mod seats - 1): half the seats are the inverse of two there.
      opponent = (int) ((long) round * (seats / 2) % fixed);
    } else {
      opponent = Math.floorMod(round - player, fixed);
      if (opponent == player) {
        opponent = fixed;
      }
    }
    return opponent < players ? OptionalInt.of(opponent) : OptionalInt.empty();
  }
}
