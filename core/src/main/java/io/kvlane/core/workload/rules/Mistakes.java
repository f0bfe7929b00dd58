package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import java.util.List;

/** Makes judgements that all look alike. */
final class Mistakes {

  private Mistakes() {}

  /** One mistake, whose fix ends with the rule's page. */
  static List<Judgement> one(
      String rule,
      Severity severity,
      FieldPath at,
      String summary,
      List<String> evidence,
      String fix) {
    return List.of(
        new Judgement.Mistake(
            rule,
            severity,
            at,
            summary,
            evidence,
            fix + ", and follow " + Finding.runbookOf(rule)));
  }

  /** The rule concerns the worker, and cannot tell. */
  static List<Judgement> unknown(String rule, FieldPath at, String why) {
    return List.of(new Judgement.Unknown(rule, at, why));
  }
}
