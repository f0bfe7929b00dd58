package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kvlane.core.transfer.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfinibandClassReaderTest {

  private static final OptionalLong NOT_TOLD = OptionalLong.empty();

  @TempDir private Path directory;

  private static List<RdmaPort> ports(String scenario) {
    return new InfinibandClassReader(Hosts.host(scenario)).read();
  }

  @Test
  void shouldCountInWordsOfFourBytes() {
    assertThat(ports("mlx5-infiniband"))
        .contains(
            new RdmaPort(
                "mlx5_0",
                1,
                true,
                Transport.INFINIBAND,
                OptionalLong.of(1_048_576_000),
                OptionalLong.of(4000),
                OptionalLong.of(10)));
  }

  @Test
  void shouldSayThatAPortWithoutLinkIsNotActive() {
    assertThat(ports("mlx5-infiniband"))
        .extracting(RdmaPort::device, RdmaPort::active)
        .containsExactly(tuple("mlx5_0", true), tuple("mlx5_1", false));
  }

  @Test
  void shouldReadCountersBeyond32Bits() {
    assertThat(ports("mlx5-roce-bond"))
        .containsExactly(
            new RdmaPort(
                "mlx5_bond_0",
                1,
                true,
                Transport.ROCE,
                OptionalLong.of(20_000_000_000L),
                OptionalLong.of(20_000_000_004L),
                OptionalLong.of(25)));
  }

  @Test
  void shouldKnowEfaByItsDriverOrByItsName() {
    assertThat(ports("efa"))
        .containsExactly(
            new RdmaPort("efa_1", 1, true, Transport.EFA, NOT_TOLD, NOT_TOLD, NOT_TOLD),
            new RdmaPort(
                "rdmap16s27", 1, true, Transport.EFA, NOT_TOLD, NOT_TOLD, OptionalLong.of(10)));
  }

  @Test
  void shouldNotTakeAMissingCounterForZero() {
    assertThat(ports("soft-roce"))
        .containsExactly(
            new RdmaPort("rxe0", 1, true, Transport.ROCE, NOT_TOLD, NOT_TOLD, OptionalLong.of(10)));
  }

  @Test
  void shouldNotTakeAnUnansweredCounterForZero() {
    assertThat(ports("no-pma"))
        .containsExactly(
            new RdmaPort("mthca0", 1, true, Transport.INFINIBAND, NOT_TOLD, NOT_TOLD, NOT_TOLD),
            new RdmaPort(
                "mthca0", 2, true, Transport.INFINIBAND, OptionalLong.of(1000), NOT_TOLD, NOT_TOLD),
            new RdmaPort(
                "mthca0",
                10,
                false,
                Transport.INFINIBAND,
                OptionalLong.of(4),
                OptionalLong.of(8),
                NOT_TOLD));
  }

  @Test
  void shouldFindNoPortsWithoutRdma() {
    assertThat(ports("no-rdma")).isEmpty();
  }

  @Test
  void shouldFindNoPortsBelowARootThatIsNotThere() {
    assertThat(new InfinibandClassReader(new HostRoot(directory.resolve("missing"))).read())
        .isEmpty();
  }

  @Test
  void shouldLeaveOutAPortThatVanishesWhileItIsRead() throws IOException {
    Path ports = directory.resolve("sys/class/infiniband/mlx5_0/ports");
    // The directory is still there, the attributes are gone.
    Files.createDirectories(ports.resolve("1"));
    Files.createDirectories(ports.resolve("2"));
    Files.writeString(ports.resolve("2/state"), "4: ACTIVE\n");

    assertThat(new InfinibandClassReader(new HostRoot(directory)).read())
        .containsExactly(
            new RdmaPort("mlx5_0", 2, true, Transport.UNKNOWN, NOT_TOLD, NOT_TOLD, NOT_TOLD));
  }

  @Test
  void shouldLeaveOutWhatIsNoPort() throws IOException {
    Path ports = directory.resolve("sys/class/infiniband/mlx5_0/ports");
    Files.createDirectories(ports.resolve("power"));
    Files.writeString(ports.resolve("power/state"), "4: ACTIVE\n");

    assertThat(new InfinibandClassReader(new HostRoot(directory)).read()).isEmpty();
  }
}
