package io.kvlane.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Sysfs;
import io.kvlane.core.rdma.CounterWindow;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterMemoryTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final PortId PORT = new PortId("mlx5_0", 1);
  private static final List<String> RECEIVED = List.of("port_rcv_data");

  @TempDir private Path directory;

  private final CounterMemory memory = new CounterMemory();

  private void readAt(long seconds, long words) {
    new Sysfs(directory).device("mlx5_0").received("mlx5_0", words);
    ProbeResult<List<RdmaDevice>> seen =
        new InfinibandClassReader(new HostRoot(directory)).look(seconds * SECOND);
    memory.add(
        new Look<>(seen, Nodes.NOW, Duration.ZERO).observed().orElseThrow(), seconds * SECOND);
  }

  @Test
  void shouldSayNothingBeforeItKnowsEnough() {
    readAt(0, 1);
    readAt(40, 2);

    assertThat(memory.window()).isEmpty();
  }

  @Test
  void shouldCompareWithTheOldestOfTheLastFiveMinutes() {
    for (int seconds = 0; seconds <= 600; seconds += 10) {
      readAt(seconds, seconds);
    }

    CounterWindow window = memory.window().orElseThrow();
    assertThat(window.length()).isEqualTo(Duration.ofMinutes(5));
    assertThat(window.rises(PORT, RECEIVED)).containsEntry("port_rcv_data", 300L);
    assertThat(window.perSecond(300)).isEqualTo(1);
  }

  @Test
  void shouldNotTakeAFalseStepForARise() {
    readAt(0, 1000);
    readAt(60, 5);

    assertThat(memory.window().orElseThrow().rises(PORT, RECEIVED)).isEmpty();
  }
}
