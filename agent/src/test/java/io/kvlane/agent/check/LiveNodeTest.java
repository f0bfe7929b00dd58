package io.kvlane.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.SteppedClock;
import io.kvlane.agent.samples.Sysfs;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.ScriptedProbe;
import io.kvlane.agent.transfer.ScriptedProbe.Script;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.TransferRecord;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveNodeTest {

  private final SteppedClock clock = new SteppedClock();

  /** On a node with many ports the transfers take longer than a look speaks for. */
  @Test
  void shouldKnowTheDevicesHoweverLongTheTransfersTake(@TempDir Path directory) throws Exception {
    new Sysfs(directory).device("mlx5_0");
    StateDirectory state = StateDirectory.open(directory.resolve("state"));
    try (NodeLock lock = NodeLock.in(state)) {
      NodeSnapshot snapshot =
          new LiveNode(
                  Nodes.settings(directory),
                  state,
                  lock,
                  ScriptedProbe.launch(Script.NOTHING),
                  Nodes.BUILD,
                  clock)
              .check(new Slow());

      assertThat(snapshot.rdma().devices(snapshot.at()).orElseThrow())
          .extracting(RdmaDevice::name)
          .containsExactly("mlx5_0");
      assertThat(snapshot.transfers()).hasSizeGreaterThan(6);
    }
  }

  /** Each run takes ten seconds. */
  private final class Slow implements Progress {

    @Override
    public void begins(String part) {
      assertThat(part).isNotBlank();
    }

    @Override
    public void ran(TransferRecord run) {
      clock.step(Duration.ofSeconds(10));
    }
  }
}
