package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetClassReaderTest {

  @TempDir private Path directory;

  private static List<NetdevCounters> netdevs(String scenario) {
    return new NetClassReader(Hosts.host(scenario)).read();
  }

  @Test
  void shouldReadWhatEachInterfaceCounted() {
    assertThat(netdevs("mlx5-infiniband"))
        .containsExactly(new NetdevCounters("eth0", 1200, 3400), new NetdevCounters("ib0", 56, 78));
  }

  @Test
  void shouldNotTakeTheBondsListForAnInterface() {
    assertThat(netdevs("mlx5-roce-bond"))
        .extracting(NetdevCounters::netdev)
        .containsExactly("bond0", "eth0", "eth1");
  }

  @Test
  void shouldNameAllInterfacesWhereTheyCanBeRead() {
    assertThat(names("mlx5-roce-bond")).contains(Set.of("bond0", "eth0", "eth1"));
    assertThat(names("no-pma")).isEmpty();
  }

  private static Optional<Set<String>> names(String scenario) {
    return new NetClassReader(Hosts.host(scenario)).names();
  }

  @Test
  void shouldReadInterfacesWithoutRdma() {
    assertThat(netdevs("no-rdma"))
        .containsExactly(new NetdevCounters("eth0", 1000, 2000), new NetdevCounters("lo", 5, 5));
  }

  @Test
  void shouldReadAtMost32Interfaces() throws IOException {
    for (int i = 0; i < 40; i++) {
      Path statistics = directory.resolve("sys/class/net/veth%02d/statistics".formatted(i));
      Files.createDirectories(statistics);
      Files.writeString(statistics.resolve("rx_bytes"), i + "\n");
      Files.writeString(statistics.resolve("tx_bytes"), "0\n");
    }

    assertThat(new NetClassReader(new HostRoot(directory)).read())
        .hasSize(32)
        .startsWith(new NetdevCounters("veth00", 0, 0))
        .endsWith(new NetdevCounters("veth31", 31, 0));
  }

  @Test
  void shouldFindNoInterfacesBelowARootThatIsNotThere() {
    assertThat(new NetClassReader(new HostRoot(directory.resolve("missing"))).read()).isEmpty();
  }
}
