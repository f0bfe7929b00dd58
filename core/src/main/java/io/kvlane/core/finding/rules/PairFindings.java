package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.peer.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One finding a pair, up to a number; the rest is one more. */
final class PairFindings {

  /** Most pairs that have a finding of their own. */
  static final int MOST = 10;

  /** The subject of all pairs beyond that. */
  static final String OTHERS = "other pairs";

  private PairFindings() {}

  /**
   * Findings about pairs.
   *
   * @param pairs the pairs, the worst first
   * @param one makes the finding of a pair
   * @param what what is wrong with each, as it ends a sentence that begins with a number of pairs
   */
  static List<Finding> of(List<Pair> pairs, Function<Pair, Finding> one, String what) {
    List<Finding> findings = new ArrayList<>();
    pairs.stream().limit(MOST).map(one).forEach(findings::add);
    if (pairs.size() > MOST) {
      Finding like = findings.getFirst();
      List<Pair> others = pairs.subList(MOST, pairs.size());
      findings.add(
          new Finding(
              like.rule(),
              like.severity(),
              OTHERS,
              "%d more pairs %s.".formatted(others.size(), what),
              SharedCause.bounded(others.stream().map(Pair::peer)),
              "Begin with the pairs that have a finding of their own, and follow "
                  + like.runbook()));
    }
    return List.copyOf(findings);
  }
}
