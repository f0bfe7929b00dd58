package io.kvlane.core.workload;

import java.util.List;

/**
 * One thing that can be wrong with a worker's specification. Pure: equal arguments give equal
 * judgements.
 */
public interface WorkerRule {

  /** Name of the rule: lower case with dashes, stable; also the name of its runbook page. */
  String name();

  /**
   * Judges a worker.
   *
   * @return nothing when all is well or the rule does not concern this worker
   */
  List<Judgement> judge(WorkerSpec worker, Surroundings around);
}
