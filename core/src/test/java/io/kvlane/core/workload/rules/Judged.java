package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.WorkerRule;
import java.util.List;

/** What a rule says of a worker. */
record Judged(WorkerRule rule, List<Judgement> judgements) {

  static Judged by(WorkerRule rule, Workers worker, Places places) {
    return new Judged(rule, rule.judge(worker.build(), places.build()));
  }

  void shouldBeSilent() {
    assertThat(judgements).isEmpty();
  }

  /** The only mistake, which says how to mend it. */
  Judgement.Mistake mistake() {
    assertThat(judgements).hasOnlyElementsOfType(Judgement.Mistake.class).hasSize(1);
    Judgement.Mistake mistake = (Judgement.Mistake) judgements.getFirst();
    assertThat(mistake.rule()).isEqualTo(rule.name());
    assertThat(mistake.evidence()).isNotEmpty();
    assertThat(mistake.fix()).endsWith(", and follow " + Finding.runbookOf(rule.name()));
    return mistake;
  }

  /** Why it cannot tell. */
  String unknown() {
    assertThat(judgements).hasOnlyElementsOfType(Judgement.Unknown.class).hasSize(1);
    assertThat(judgements.getFirst().rule()).isEqualTo(rule.name());
    return ((Judgement.Unknown) judgements.getFirst()).why();
  }

  /** Where the only judgement stands. */
  String at() {
    assertThat(judgements).hasSize(1);
    FieldPath at = judgements.getFirst().at();
    return at.text();
  }
}
