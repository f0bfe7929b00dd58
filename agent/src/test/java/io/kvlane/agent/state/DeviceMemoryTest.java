package io.kvlane.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Sysfs;
import io.kvlane.core.rdma.KnownDevice;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceMemoryTest {

  private static final long LATER = Duration.ofSeconds(10).toNanos();

  @TempDir private Path directory;

  private List<RdmaDevice> one;
  private DeviceMemory memory;

  @BeforeEach
  void open() throws Exception {
    new Sysfs(directory).device("mlx5_0");
    one = new InfinibandClassReader(new HostRoot(directory)).outline();
    memory = new DeviceMemory(store());
  }

  private DeviceStore store() throws Exception {
    return store("this-machine");
  }

  private DeviceStore store(String machineId) throws Exception {
    return new DeviceStore(StateDirectory.open(directory.resolve("state")), Optional.of(machineId));
  }

  private Path file() {
    return directory.resolve("state/rdma-devices.json");
  }

  @Test
  void shouldRememberDevicesAcrossARestart() throws Exception {
    memory.note(one, Nodes.NOW, 0);

    DeviceMemory next = new DeviceMemory(store());
    next.note(List.of(), Nodes.NOW.plusSeconds(60), 0);

    assertThat(next.known()).isEqualTo(memory.known());
    assertThat(next.known().missing(List.of())).extracting(KnownDevice::name).contains("mlx5_0");
    assertThat(next.known().wasActive(new PortId("mlx5_0", 1))).isTrue();
    assertThat(next.problem()).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherMachinesDevicesForItsOwn() throws Exception {
    memory.note(one, Nodes.NOW, 0);

    assertThat(store("another-machine").load()).isEmpty();
  }

  @Test
  void shouldForgetOnReset() throws Exception {
    memory.note(one, Nodes.NOW, 0);
    assertThat(store().reset()).isTrue();

    memory.note(List.of(), Nodes.NOW, LATER);

    assertThat(memory.known()).isEqualTo(KnownDevices.NONE);
    assertThat(store().reset()).isFalse();
  }

  @Test
  void shouldWriteNothingWhileNothingChanges() throws Exception {
    memory.note(one, Nodes.NOW, 0);
    Object before = Files.readAttributes(file(), "unix:ino").get("ino");

    memory.note(one, Nodes.NOW.plusSeconds(60), LATER);

    assertThat(Files.readAttributes(file(), "unix:ino").get("ino")).isEqualTo(before);
  }

  @Test
  void shouldSayWhatToDoAboutADamagedFileAndLeaveItAlone() throws Exception {
    store();
    Files.writeString(file(), "{");

    memory.note(one, Nodes.NOW, 0);

    assertThat(memory.problem())
        .contains(file() + " is damaged: run `kvlane expectation reset` to learn anew");
    assertThat(file()).hasContent("{");
    assertThat(memory.known().all()).as("kept in memory all the same").hasSize(1);

    Files.delete(file());
    memory.note(one, Nodes.NOW, LATER);

    assertThat(memory.problem()).isEmpty();
    assertThat(file()).exists();
  }

  @Test
  void shouldRefuseAnotherVersion() throws Exception {
    store();
    Files.writeString(file(), "{\"version\": 2, \"machineId\": \"this-machine\", \"devices\": []}");

    memory.note(one, Nodes.NOW, 0);

    assertThat(memory.problem().orElseThrow()).contains("has version 2, not 1");
  }

  @Test
  void shouldKeepTryingToSave() throws IOException {
    Path state = directory.resolve("state");
    memory.note(List.of(), Nodes.NOW, 0);
    Files.delete(state);
    memory.note(one, Nodes.NOW, 1);
    assertThat(memory.problem().orElseThrow())
        .startsWith("the node's RDMA devices cannot be saved");

    Files.createDirectories(state);
    memory.note(one, Nodes.NOW, LATER);

    assertThat(memory.problem()).isEmpty();
    assertThat(file()).exists();
  }
}
