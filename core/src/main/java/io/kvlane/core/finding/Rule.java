package io.kvlane.core.finding;

import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;

/** One thing that can be wrong with a node. Pure: equal snapshots and times give equal findings. */
public interface Rule {

  /**
   * Name of the rule: lower case with dashes, stable, the {@code rule} label of {@code
   * kvlane_finding}.
   */
  String name();

  /**
   * What the rule finds.
   *
   * @param snapshot the node as last observed
   * @param now the time of judging
   * @return nothing when all is well or when the rule cannot tell
   */
  List<Finding> evaluate(NodeSnapshot snapshot, Instant now);
}
