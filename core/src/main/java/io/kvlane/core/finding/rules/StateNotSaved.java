package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.List;

/** What the node has learned about itself would be lost with the agent. */
final class StateNotSaved implements Rule {

  @Override
  public String name() {
    return "state-not-saved";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot.stateProblem().stream()
        .map(problem ->
            new Finding(
                name(),
                Severity.WARNING,
                "state directory",
                "The learned expectation cannot be saved, and is lost when the agent restarts.",
                List.of(problem),
                "Make the state directory a writable volume of the node with free space, and"
                    + " follow "
                    + Finding.runbookOf(name())))
        .toList();
  }
}
