package io.kvlane.core.rdma;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Rdma.virtualFunction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownDevicesTest {

  private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(3600);

  private final KnownDevices two =
      KnownDevices.NONE.after(List.of(device("mlx5_0", ACTIVE), device("mlx5_1", POLLING)), FIRST);

  @Test
  void shouldRememberDevicesAndThePortsThatWereActive() {
    assertThat(two.all()).extracting(KnownDevice::name).containsExactly("mlx5_0", "mlx5_1");
    assertThat(two.wasActive(new PortId("mlx5_0", 1))).isTrue();
    assertThat(two.wasActive(new PortId("mlx5_1", 1))).isFalse();
    assertThat(two.wasActive(new PortId("mlx5_0", 2))).isFalse();
  }

  @Test
  void shouldNotForgetThatAPortWasActive() {
    KnownDevices later = two.after(List.of(device("mlx5_0", POLLING)), LATER);

    assertThat(later.wasActive(new PortId("mlx5_0", 1))).isTrue();
  }

  @Test
  void shouldMissWhatIsGone() {
    List<RdmaDevice> left = List.of(device("mlx5_1", POLLING));

    assertThat(two.missing(left)).extracting(KnownDevice::name).containsExactly("mlx5_0");
    assertThat(two.after(left, LATER).missing(left))
        .extracting(KnownDevice::name)
        .containsExactly("mlx5_0");
    assertThat(two.missing(List.of())).hasSize(2);
  }

  @Test
  void shouldMissNothingThatIsBackOrStillThere() {
    assertThat(two.missing(List.of(device("mlx5_1", POLLING), device("mlx5_0", POLLING))))
        .isEmpty();
  }

  @Test
  void shouldFollowADeviceUnderANewName() {
    List<RdmaDevice> renamed =
        List.of(
            device("ibp65s0", "guid of mlx5_0", POLLING),
            device("mlx5_1", "guid of mlx5_1", ACTIVE));

    assertThat(two.missing(renamed)).isEmpty();
    assertThat(two.after(renamed, LATER).all())
        .extracting(KnownDevice::name, KnownDevice::since)
        .containsExactly(tuple("ibp65s0", FIRST), tuple("mlx5_1", FIRST));
    assertThat(two.after(renamed, LATER).wasActive(new PortId("ibp65s0", 1))).isTrue();
  }

  @Test
  void shouldNotMissADeviceThatWasExchanged() {
    List<RdmaDevice> exchanged =
        List.of(device("mlx5_0", "another guid", ACTIVE), device("mlx5_1", POLLING));

    assertThat(two.missing(exchanged)).isEmpty();
    assertThat(two.after(exchanged, LATER).all()).hasSize(2);
  }

  @Test
  void shouldNoticeALossThatShiftsTheNames() {
    List<RdmaDevice> left = List.of(device("mlx5_0", "guid of mlx5_1", POLLING));

    assertThat(two.missing(left))
        .extracting(KnownDevice::nodeGuid)
        .containsExactly(Optional.of("guid of mlx5_0"));
  }

  @Test
  void shouldKnowDevicesWithoutGuidByName() {
    KnownDevices soft = KnownDevices.NONE.after(List.of(device("rxe0", "", ACTIVE)), FIRST);

    assertThat(soft.missing(List.of(device("rxe0", "", POLLING)))).isEmpty();
    assertThat(soft.missing(List.of(device("rxe1", "", POLLING)))).hasSize(1);
  }

  @Test
  void shouldNotRememberVirtualFunctions() {
    assertThat(KnownDevices.NONE.after(List.of(virtualFunction("mlx5_8", ACTIVE)), FIRST))
        .isEqualTo(KnownDevices.NONE);
  }

  @Test
  void shouldStayTheSameWhenNothingChanged() {
    assertThat(two.after(List.of(device("mlx5_1", POLLING), device("mlx5_0", ACTIVE)), LATER))
        .isEqualTo(two);
  }

  @Test
  void shouldStayBounded() {
    List<RdmaDevice> many =
        IntStream.range(0, 1000).mapToObj(number -> device("rxe" + number, ACTIVE)).toList();

    assertThat(KnownDevices.NONE.after(many, FIRST).all()).hasSize(128);
  }
}
