package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.LiveTrafficSettings;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Repository;
import io.kvlane.agent.samples.Sysfs;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.schedule.YieldPolicy.Decision;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTrafficTest {

  private static final Duration PATIENCE = Duration.ofSeconds(150);

  /** What 400 Gb/s carry in 60 ms, in the words of 4 bytes that the counter counts. */
  private static final long FULL_WORDS = 750_000_000;

  private static final PlannedRun RUN =
      new PlannedRun(
          TransferKey.peer(
              "node-2", Intent.DEFAULT, Engine.UCX, Operation.READ, Memory.HOST, "small"),
          Nodes.SMALL);

  @TempDir private Path root;

  private final List<Duration> pauses = new ArrayList<>();
  private long nanos;

  /** What happens to the machine between the two readings. */
  private LiveTraffic traffic(Path host, Runnable meanwhile) {
    return new LiveTraffic(
        new InfinibandClassReader(new HostRoot(host)),
        new LiveTrafficSettings(0.2, PATIENCE),
        Nodes.NOW,
        () -> nanos,
        time -> {
          pauses.add(time);
          nanos += time.toNanos();
          meanwhile.run();
        });
  }

  private LiveTraffic traffic(Runnable meanwhile) {
    return traffic(root, meanwhile);
  }

  private static void assertMade(Decision decision) {
    assertThat(decision).isEqualTo(new Decision.Make(RUN));
  }

  @Test
  void shouldPutARunOffWhileThePortIsBusy() throws InterruptedException {
    Sysfs sysfs = new Sysfs(root).device("mlx5_0").device("mlx5_1");

    Decision decision =
        traffic(() -> sysfs.received("mlx5_1", FULL_WORDS * 31 / 100)).decide(RUN, Nodes.NOW);

    assertThat(decision)
        .isEqualTo(
            new Decision.PutOff(
                TransferRecord.skipped(
                    RUN.key(),
                    Nodes.NOW,
                    SkipReason.LIVE_TRAFFIC,
                    "mlx5_1:1 carries 31 % of its rate, more than"
                        + " kvlane.transfer.live-traffic-percent")));
    assertThat(pauses).as("50 ms, and what counters lag").containsExactly(Duration.ofMillis(60));
  }

  @Test
  void shouldMakeARunWhileThePortCarriesLittle() throws InterruptedException {
    Sysfs sysfs = new Sysfs(root).device("mlx5_0");

    assertMade(traffic(() -> sysfs.received("mlx5_0", FULL_WORDS / 10)).decide(RUN, Nodes.NOW));
  }

  @Test
  void shouldMakeASmallRunAfterALongBusyTime() throws InterruptedException {
    Sysfs sysfs = new Sysfs(root).device("mlx5_0");
    long[] words = {0};
    LiveTraffic busy = traffic(() -> sysfs.received("mlx5_0", words[0] += FULL_WORDS));

    assertThat(busy.decide(RUN, Nodes.NOW)).isInstanceOf(Decision.PutOff.class);
    assertThat(busy.decide(RUN, Nodes.NOW.plus(PATIENCE)))
        .isEqualTo(new Decision.Make(RUN.cappedTo(1 << 20)));

    busy.made(RUN.key(), Nodes.NOW.plus(PATIENCE));
    assertThat(busy.decide(RUN, Nodes.NOW.plus(PATIENCE).plusSeconds(1)))
        .isInstanceOf(Decision.PutOff.class);
  }

  @Test
  void shouldMakeARunOnANodeWithoutRdmaAtOnce() throws InterruptedException {
    assertMade(traffic(() -> {}).decide(RUN, Nodes.NOW));
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldNotHoldUpARunThatNoPortConcerns() throws InterruptedException {
    new Sysfs(root).device("mlx5_0");
    PlannedRun local = new PlannedRun(localKey(), Nodes.SMALL);

    assertThat(traffic(() -> {}).decide(local, Nodes.NOW)).isEqualTo(new Decision.Make(local));
    assertThat(pauses).isEmpty();
  }

  private static TransferKey localKey() {
    return TransferKey.loopback(
        Intent.LOCAL, Engine.UCX, Operation.READ, Memory.HOST, Optional.empty(), "small");
  }

  @Test
  void shouldNotJudgeByAPortThatVanishesOrIsSetBackMeanwhile() throws InterruptedException {
    Sysfs sysfs = new Sysfs(root).device("mlx5_0").received("mlx5_0", FULL_WORDS);

    assertMade(traffic(() -> sysfs.received("mlx5_0", 5)).decide(RUN, Nodes.NOW));
    assertMade(
        traffic(
                () -> {
                  try {
                    sysfs.remove("mlx5_0");
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .decide(RUN, Nodes.NOW));
  }

  @Test
  void shouldNotWaitForPortsThatDoNotCount() throws InterruptedException {
    Path hosts = Repository.file("native-probes/src/test/hosts");

    assertMade(traffic(hosts.resolve("efa"), () -> {}).decide(RUN, Nodes.NOW));
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldLookAtSoftRoceToo() throws InterruptedException {
    Path host = Repository.file("native-probes/src/test/hosts").resolve("soft-roce");

    assertMade(traffic(host, () -> {}).decide(RUN, Nodes.NOW));
    assertThat(pauses).hasSize(1);
  }
}
