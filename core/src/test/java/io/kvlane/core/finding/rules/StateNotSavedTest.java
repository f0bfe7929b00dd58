package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateNotSavedTest {

  @Test
  void shouldFireWithTheProblem() {
    Snapshots node = Snapshots.node().stateProblem("/var/lib/kvlane: Read-only file system");

    assertThat(new StateNotSaved().evaluate(node.build(), NOW))
        .containsExactly(
            new Finding(
                "state-not-saved",
                Severity.WARNING,
                "state directory",
                "The learned expectation cannot be saved, and is lost when the agent restarts.",
                List.of("/var/lib/kvlane: Read-only file system"),
                "Make the state directory a writable volume of the node with free space, and"
                    + " follow runbooks/state-not-saved.md"));
  }

  @Test
  void shouldNotFireWhenTheStateIsSaved() {
    assertThat(new StateNotSaved().evaluate(Snapshots.node().build(), NOW)).isEmpty();
  }
}
