package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.rdma.PortCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableCountersTest {

  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final long START = Long.MAX_VALUE - 5;
  private static final String DEVICE = "sys/class/infiniband/mlx5_0";

  @TempDir private Path directory;

  private final List<String> opened = new ArrayList<>();
  private MadeHost host;
  private InfinibandClassReader reader;

  @BeforeEach
  void make() throws IOException {
    host = new MadeHost(directory);
    device(DEVICE);
    reader =
        new InfinibandClassReader(
            host.root(),
            file -> {
              opened.add(file.getFileName().toString());
              return HostRoot.number(file);
            });
  }

  private void device(String path) throws IOException {
    host.file(path + "/ports/1/state", "4: ACTIVE")
        .file(path + "/ports/1/counters/port_rcv_data", "N/A (no PMA)")
        .file(path + "/ports/1/counters/port_xmit_data", "5")
        .directory(path + "/ports/1/hw_counters/out_of_sequence");
  }

  private PortCounters look(long nowNanos) {
    opened.clear();
    return Hosts.observed(reader.look(nowNanos)).getFirst().ports().getFirst().counters();
  }

  @Test
  void shouldOpenWhatCannotBeReadOnceAnHour() {
    look(START);
    assertThat(opened)
        .containsExactlyInAnyOrder(
            "port_rcv_data", "port_xmit_data", "out_of_sequence", "lifespan");

    look(START + 1);
    look(START + HOUR - 1);
    assertThat(opened).containsExactly("port_xmit_data");

    look(START + HOUR);
    assertThat(opened).contains("port_rcv_data", "out_of_sequence");
  }

  @Test
  void shouldShowACounterThatIsNotAskedForAsOneWithoutValue() {
    PortCounters first = look(START);
    PortCounters later = look(START + 1);

    assertThat(later).isEqualTo(first);
    assertThat(later.standard()).containsEntry("port_rcv_data", OptionalLong.empty());
  }

  @Test
  void shouldKeepReadingACounterThatHasBecomeReadable() throws IOException {
    look(START);
    host.file(DEVICE + "/ports/1/counters/port_rcv_data", "7");
    look(START + HOUR);
    look(START + HOUR + 1);

    assertThat(opened).contains("port_rcv_data");
  }

  @Test
  void shouldAskAgainWhenADriverTakesTheDeviceAnew() throws IOException {
    look(START);
    device("another");
    Files.move(directory.resolve(DEVICE), directory.resolve("old"));
    Files.move(directory.resolve("another"), directory.resolve(DEVICE));
    look(START + 1);

    assertThat(opened).contains("port_rcv_data", "out_of_sequence");
  }

  @Test
  void shouldAskAgainWhenTheDeviceWasAway() throws IOException {
    look(START);
    Files.move(directory.resolve(DEVICE), directory.resolve("old"));
    reader.look(START + 1);
    Files.move(directory.resolve("old"), directory.resolve(DEVICE));
    look(START + 2);

    assertThat(opened).contains("port_rcv_data");
  }

  @Test
  void shouldLeaveUnreadableCountersInPeaceWhenAskedForTrafficToo() {
    reader.traffic(START);
    assertThat(opened).contains("port_rcv_data", "port_xmit_data", "lifespan");

    opened.clear();
    assertThat(reader.traffic(START + 1))
        .singleElement()
        .matches(port -> port.receivedBytes().isEmpty())
        .matches(port -> port.transmittedBytes().getAsLong() == 20);
    assertThat(opened).containsExactly("port_xmit_data");
  }

  @Test
  void shouldForgetNothingOfOneDeviceWhenAnotherComes() throws IOException {
    look(START);
    device("sys/class/infiniband/mlx5_1");
    look(START + 1);

    assertThat(opened).containsOnlyOnce("port_rcv_data");
  }
}
