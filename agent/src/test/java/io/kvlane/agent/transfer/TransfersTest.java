package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.state.ExpectationStore;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.ScriptedProbe.Script;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransfersTest {

  /** A scrape may come before the first round, and an alert must not miss the series then. */
  @Test
  void shouldKnowTheExpectationBeforeTheFirstRound(@TempDir Path directory) throws Exception {
    StateDirectory state = StateDirectory.open(directory);
    try (NodeLock lock = NodeLock.in(state);
        Transfers transfers =
            new Transfers(
                Nodes.settings(directory),
                ScriptedProbe.launch(Script.NOTHING),
                new LearningExpectation(
                    Optional.of(ExpectedPath.RDMA), new ExpectationStore(state, Optional.empty())),
                lock,
                Meetings.NONE,
                _ -> new NoPeers(),
                Nodes.BUILD,
                Nodes.CLOCK)) {
      assertThat(transfers.state().snapshot().expectation())
          .contains(new Expectation(ExpectedPath.RDMA, Expectation.Source.CONFIGURATION));
    }
  }
}
