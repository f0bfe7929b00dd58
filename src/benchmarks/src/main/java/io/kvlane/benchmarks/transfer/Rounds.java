package io.kvlane.benchmarks.transfer;

import java.time.Duration;
import java.util.List;

/**
 * Measures matches in turn, round after round, so that whatever disturbs the machine for a while
 * disturbs all of them alike. Who begins alternates from round to round.
 */
final class Rounds {

  private final int rounds;
  private final long endNanos;

  /**
   * A number of rounds.
   *
   * @param longest time after which no further match is played
   */
  Rounds(int rounds, Duration longest) {
    this.rounds = rounds;
    this.endNanos = System.nanoTime() + longest.toNanos();
  }

  /** Measures all matches. */
  List<MatchResult> play(List<Match> matches) throws InterruptedException {
    List<Score> scores = matches.stream().map(Score::new).toList();
    for (int round = 0; round < rounds; round++) {
      System.err.print("\rround " + (round + 1) + " of " + rounds + " ");
      for (Score score : scores) {
        if (System.nanoTime() - endNanos < 0) {
          score.play(round % 2 == 0);
        }
      }
    }
    System.err.println();
    return scores.stream().map(Score::result).toList();
  }
}
