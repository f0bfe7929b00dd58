package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortLink;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.PortTraffic;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveShareTest {

  private static final PortId PORT = new PortId("mlx5_0", 1);
  private static final PortId OTHER = new PortId("mlx5_1", 1);
  private static final OptionalLong NOT_COUNTED = OptionalLong.empty();

  /** 400 Gb/s carry this in the time between the readings. */
  private static final long FULL_BYTES = 5_000_000_000L;

  private static final Duration LENGTH = Duration.ofMillis(100);

  private static PortTraffic port(
      PortId id, boolean active, OptionalLong received, OptionalLong transmitted) {
    return new PortTraffic(
        id, active, Transport.INFINIBAND, received, transmitted, OptionalLong.empty());
  }

  private static PortTraffic port(PortId id, long received, long transmitted) {
    return port(id, true, OptionalLong.of(received), OptionalLong.of(transmitted));
  }

  private static List<LiveShare> shares(PortTraffic before, PortTraffic after) {
    return LiveShare.of(
        LENGTH, List.of(before), List.of(after), Map.of(PORT, Rdma.ACTIVE, OTHER, Rdma.ACTIVE));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "5000000000, 0, 1",
    "1550000000, 1000000000, 0.31",
    // A link carries its rate both ways at once.
    "2500000000, 2500000000, 0.5",
    "10, 4000000000, 0.8"
  })
  void shouldCompareTheBusierDirectionWithTheRate(long received, long transmitted, double ratio) {
    List<LiveShare> shares = shares(port(PORT, 7, 9), port(PORT, 7 + received, 9 + transmitted));

    assertThat(shares).hasSize(1);
    assertThat(shares.getFirst().port()).isEqualTo(PORT);
    assertThat(shares.getFirst().ratio()).isCloseTo(ratio, within(1e-9));
    assertThat(shares.getFirst().atMost()).isFalse();
  }

  @Test
  void shouldGiveTheBusiestOfAllPorts() {
    List<LiveShare> shares =
        LiveShare.of(
            LENGTH,
            List.of(port(PORT, 0, 0), port(OTHER, 0, 0)),
            List.of(port(OTHER, FULL_BYTES / 2, 0), port(PORT, FULL_BYTES / 4, 0)),
            Map.of(PORT, Rdma.ACTIVE, OTHER, Rdma.ACTIVE));

    assertThat(shares).hasSize(2);
    assertThat(LiveShare.busiest(shares)).contains(new LiveShare(OTHER, 0.5, false));
    assertThat(LiveShare.busiest(List.of())).isEmpty();
  }

  @Test
  void shouldSayThatPacketsAreAnUpperBound() {
    PortTraffic before = PortTraffic.ofPackets(PORT, true, Transport.ROCE, 0, 0, NOT_COUNTED);
    PortTraffic after =
        PortTraffic.ofPackets(PORT, true, Transport.ROCE, FULL_BYTES / 4096 / 2, 0, NOT_COUNTED);

    LiveShare share = shares(before, after).getFirst();

    assertThat(share.atMost()).isTrue();
    assertThat(share.text())
        .isEqualTo("mlx5_0:1 carries at most 50 % of its rate (it counts packets, not bytes)");
    assertThat(shares(port(PORT, 0, 0), after)).as("two different counters").isEmpty();
  }

  @Test
  void shouldLeaveOutAPortThatCameOrWent() {
    assertThat(shares(port(PORT, 0, 0), port(OTHER, FULL_BYTES, 0))).isEmpty();
    assertThat(LiveShare.of(LENGTH, List.of(port(PORT, 0, 0)), List.of(), Map.of())).isEmpty();
    assertThat(LiveShare.of(LENGTH, List.of(port(PORT, 0, 0)), List.of(port(PORT, 9, 9)), Map.of()))
        .as("its link is gone")
        .isEmpty();
  }

  @Test
  void shouldLeaveOutAPortThatIsNotActiveThroughout() {
    OptionalLong none = OptionalLong.of(0);
    PortTraffic down = port(PORT, false, none, none);

    assertThat(shares(down, port(PORT, FULL_BYTES, 0))).isEmpty();
    assertThat(shares(port(PORT, 0, 0), down)).isEmpty();
    assertThat(
            LiveShare.of(
                LENGTH,
                List.of(port(PORT, 0, 0)),
                List.of(port(PORT, FULL_BYTES, 0)),
                Map.of(PORT, Rdma.POLLING)))
        .isEmpty();
  }

  @Test
  void shouldLeaveOutAPortWithoutARate() {
    PortLink rateless =
        new PortLink(
            PortState.ACTIVE,
            "LinkUp",
            Optional.empty(),
            LinkLayer.INFINIBAND,
            OptionalInt.empty());

    assertThat(
            LiveShare.of(
                LENGTH,
                List.of(port(PORT, 0, 0)),
                List.of(port(PORT, FULL_BYTES, 0)),
                Map.of(PORT, rateless)))
        .isEmpty();
  }

  @Test
  void shouldLeaveOutWhatIsNotCounted() {
    PortTraffic uncounted = port(PORT, true, NOT_COUNTED, NOT_COUNTED);
    assertThat(shares(uncounted, uncounted)).isEmpty();
    assertThat(shares(uncounted, port(PORT, FULL_BYTES, FULL_BYTES)))
        .as("began to count")
        .isEmpty();

    OptionalLong half = OptionalLong.of(FULL_BYTES / 2);
    assertThat(
            shares(
                port(PORT, true, NOT_COUNTED, OptionalLong.of(0)),
                port(PORT, true, NOT_COUNTED, half)))
        .as("one direction is counted")
        .containsExactly(new LiveShare(PORT, 0.5, false));
  }

  @Test
  void shouldLeaveOutADirectionWhoseCounterWasSetBackOrWrapped() {
    assertThat(shares(port(PORT, Long.MAX_VALUE, FULL_BYTES), port(PORT, 5, 0))).isEmpty();
    assertThat(shares(port(PORT, Long.MAX_VALUE, 0), port(PORT, 5, FULL_BYTES / 2)))
        .containsExactly(new LiveShare(PORT, 0.5, false));
  }

  @Test
  void shouldNotOverflow() {
    assertThat(shares(port(PORT, 0, 0), port(PORT, Long.MAX_VALUE, 0)).getFirst().ratio())
        .isGreaterThan(1e8);
  }

  @Test
  void shouldRefuseAShareOverNoTime() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LiveShare.of(Duration.ZERO, List.of(), List.of(), Map.of()));
  }

  @Test
  void shouldSayItInWords() {
    assertThat(new LiveShare(PORT, 0.3123, false).text())
        .isEqualTo("mlx5_0:1 carries 31 % of its rate");
  }
}
