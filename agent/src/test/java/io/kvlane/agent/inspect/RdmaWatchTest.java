package io.kvlane.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Runs;
import io.kvlane.agent.samples.Sysfs;
import io.kvlane.agent.state.DeviceMemory;
import io.kvlane.agent.state.DeviceStore;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.RdmaPort;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RdmaWatchTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @TempDir private Path directory;

  private final NodeState state = Nodes.node();
  private final List<String> log = new ArrayList<>();
  private RdmaWatch watch;
  private long nowNanos;

  @BeforeEach
  void start() throws Exception {
    DeviceStore store =
        new DeviceStore(StateDirectory.open(directory.resolve("state")), Optional.empty());
    watch =
        new RdmaWatch(
            new InfinibandClassReader(new HostRoot(directory)),
            new DeviceMemory(store),
            state,
            new ChangeLog(log::add));
  }

  private void turn() {
    watch.turn(Nodes.NOW, nowNanos);
    nowNanos += SECOND;
  }

  private List<RdmaDevice> devices() {
    return state.snapshot().rdma().devices(Nodes.NOW).orElseThrow();
  }

  private RdmaPort port() {
    return devices().getFirst().ports().getFirst();
  }

  private List<String> rules() {
    return state.snapshot().findings().stream().map(Finding::rule).toList();
  }

  @Test
  void shouldSayThatAMachineHasNoRdma() {
    turn();

    assertThat(state.snapshot().rdma().sysfs().orElseThrow().result())
        .isInstanceOf(ProbeResult.NotPresent.class);
    assertThat(devices()).isEmpty();
    assertThat(rules()).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void shouldSeeAtTheNextTurnThatALinkWentDownAndCameBack() {
    Sysfs sysfs = new Sysfs(directory).device("mlx5_0");
    state.expects(
        Optional.of(new Expectation(ExpectedPath.RDMA, Expectation.Source.LEARNED)),
        Optional.empty());
    turn();
    assertThat(port().link().isActive()).isTrue();
    assertThat(rules()).isEmpty();

    sysfs.state("mlx5_0", "1: DOWN", "3: Disabled");
    turn();

    assertThat(port().link().state()).isEqualTo(PortState.DOWN);
    assertThat(state.snapshot().findings())
        .singleElement()
        .returns("rdma-port-down", Finding::rule)
        .returns(Severity.CRITICAL, Finding::severity);

    sysfs.state("mlx5_0", "4: ACTIVE", "5: LinkUp");
    turn();
    turn();

    assertThat(rules()).isEmpty();
    assertThat(log)
        .containsExactly(
            "RDMA port mlx5_0:1 is down (Disabled), it was active (LinkUp)",
            "RDMA port mlx5_0:1 is active (LinkUp), it was down (Disabled)");
  }

  @Test
  void shouldMissADeviceThatIsGoneUntilItIsBack() throws Exception {
    Sysfs sysfs = new Sysfs(directory).device("mlx5_0");
    turn();
    sysfs.remove("mlx5_0");
    turn();

    assertThat(devices()).isEmpty();
    assertThat(rules()).containsExactly("rdma-device-lost");
    assertThat(log).containsExactly("RDMA port mlx5_0:1 is gone, it was active (LinkUp)");

    sysfs.device("mlx5_0");
    turn();

    assertThat(devices()).hasSize(1);
    assertThat(rules()).isEmpty();
  }

  @Test
  void shouldMissADeviceAfterARestart() throws Exception {
    Sysfs sysfs = new Sysfs(directory).device("mlx5_0");
    turn();
    sysfs.remove("mlx5_0");

    start();
    turn();

    assertThat(rules()).containsExactly("rdma-device-lost");
  }

  @Test
  void shouldNotMissADeviceThatWasRenamed() throws Exception {
    Sysfs sysfs = new Sysfs(directory).device("mlx5_0");
    turn();
    sysfs.rename("mlx5_0", "ibp23s0");
    turn();

    assertThat(devices()).extracting(RdmaDevice::name).containsExactly("ibp23s0");
    assertThat(rules()).isEmpty();
  }

  @Test
  void shouldReadCountersEveryTenSecondsOnly() {
    Sysfs sysfs = new Sysfs(directory).device("mlx5_0").received("mlx5_0", 1);
    turn();
    sysfs.received("mlx5_0", 1000);

    for (int second = 1; second < 10; second++) {
      turn();
      assertThat(port().counters().receivedBytes()).hasValue(4);
    }
    turn();

    assertThat(port().counters().receivedBytes()).hasValue(4000);
  }

  @Test
  void shouldNotLogWhatIsThereFromTheStart() {
    new Sysfs(directory).device("mlx5_0");
    turn();

    assertThat(log).isEmpty();
  }

  @Test
  void shouldForgetTheRunsOfADeviceThatIsGone() throws Exception {
    Sysfs sysfs = new Sysfs(directory).device("mlx5_0").device("mlx5_10");
    turn();
    List.of("mlx5_0:1", "mlx5_10:1").forEach(port -> state.ran(Runs.forced(port)));
    state.ran(Runs.verified(Nodes.NOW, PathClass.TCP, Transport.TCP));

    sysfs.remove("mlx5_0");
    turn();

    assertThat(state.snapshot().transfers().keySet())
        .extracting(TransferKey::device)
        .containsExactlyInAnyOrder(Optional.of("mlx5_10:1"), Optional.empty());
  }
}
