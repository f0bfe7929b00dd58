package io.kvlane.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Sysfs;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeLogTest {

  private final List<String> lines = new ArrayList<>();
  private final ChangeLog log = new ChangeLog(lines::add);
  private List<RdmaDevice> up;
  private List<RdmaDevice> down;

  @BeforeEach
  void read(@TempDir Path directory) {
    InfinibandClassReader reader = new InfinibandClassReader(new HostRoot(directory));
    Sysfs sysfs = new Sysfs(directory).device("mlx5_0");
    up = reader.outline();
    sysfs.state("mlx5_0", "1: DOWN", "2: Polling");
    down = reader.outline();
  }

  @Test
  void shouldLogAChangeOnceAndNothingWhileItLasts() {
    log.update(up, down, 0);
    log.update(down, down, 1);

    assertThat(lines)
        .containsExactly("RDMA port mlx5_0:1 is down (Polling), it was active (LinkUp)");
  }

  @Test
  void shouldLogPortsThatComeAndGo() {
    log.update(List.of(), up, 0);
    log.update(up, List.of(), 1);

    assertThat(lines)
        .containsExactly(
            "RDMA port mlx5_0:1 has appeared, it is active (LinkUp)",
            "RDMA port mlx5_0:1 is gone, it was active (LinkUp)");
  }

  @Test
  void shouldNotLetALinkThatFlapsFillTheLog() {
    for (int flap = 0; flap < 50; flap++) {
      log.update(up, down, flap);
      log.update(down, up, flap);
    }
    assertThat(lines).hasSize(20);

    log.update(up, down, Duration.ofMinutes(1).toNanos());

    assertThat(lines)
        .hasSize(22)
        .contains("80 more changes of RDMA ports were not logged")
        .endsWith("RDMA port mlx5_0:1 is down (Polling), it was active (LinkUp)");
  }
}
