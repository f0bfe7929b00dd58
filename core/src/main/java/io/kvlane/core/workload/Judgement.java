package io.kvlane.core.workload;

import io.kvlane.core.finding.Severity;
import java.util.List;

/** What a rule says of one worker's specification. */
public sealed interface Judgement {

  /** Name of the rule. */
  String rule();

  /** Where what it speaks of stands, or would have to stand. */
  FieldPath at();

  /**
   * A mistake.
   *
   * @param rule name of the rule, lower case with dashes; also the name of its runbook page
   * @param severity how urgent it is
   * @param at where it stands
   * @param summary one sentence
   * @param evidence what was seen, one line each
   * @param fix what to do, one line
   */
  record Mistake(
      String rule,
      Severity severity,
      FieldPath at,
      String summary,
      List<String> evidence,
      String fix)
      implements Judgement {

    /** Takes a copy. */
    public Mistake {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * The rule concerns this worker, and cannot tell.
   *
   * @param why what is not known, one line
   */
  record Unknown(String rule, FieldPath at, String why) implements Judgement {}
}
