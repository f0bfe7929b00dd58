package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kvlane.agent.samples.Repository;
import io.kvlane.agent.transfer.CounterWatch.Reading;
import io.kvlane.core.path.Lane;
import io.kvlane.core.path.NetdevCounterDelta;
import io.kvlane.core.path.NicCounterDelta;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.rdma.PortTraffic;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.NetdevCounters;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterWatchTest {

  private static final OptionalLong NOT_TOLD = OptionalLong.empty();

  private static Reading host(String scenario) {
    return new CounterWatch(
            new HostRoot(Repository.file("native-probes/src/test/hosts").resolve(scenario)))
        .read();
  }

  private static PortTraffic port(String device, OptionalLong received, OptionalLong transmitted) {
    return new PortTraffic(
        new PortId(device, 1),
        true,
        Transport.INFINIBAND,
        received,
        transmitted,
        OptionalLong.of(10));
  }

  private static PortTraffic port(long received, long transmitted) {
    return port("mlx5_0", OptionalLong.of(received), OptionalLong.of(transmitted));
  }

  private static Reading ports(long atNanos, PortTraffic... ports) {
    return new Reading(atNanos, List.of(ports), List.of());
  }

  private static Reading netdevs(NetdevCounters... netdevs) {
    return new Reading(0, List.of(), List.of(netdevs));
  }

  @ParameterizedTest
  @CsvSource({
    // Nothing to wait for.
    "no-rdma, 0",
    "mlx5-infiniband, 10",
    "mlx5-roce-bond, 25",
    // The kernel's default where the device does not say.
    "no-pma, 10"
  })
  void shouldWaitForTheSlowestDevicesCounters(String scenario, long millis) {
    assertThat(host(scenario).lag()).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void shouldNotWaitForEverForADeviceThatClaimsToBeSlow() {
    PortTraffic slow =
        new PortTraffic(
            new PortId("mlx5_0", 1),
            true,
            Transport.ROCE,
            NOT_TOLD,
            NOT_TOLD,
            OptionalLong.of(1_000_000));

    assertThat(ports(0, slow).lag()).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "no-rdma,",
    "mlx5-infiniband, INFINIBAND",
    "mlx5-roce-bond, ROCE",
    "soft-roce, ROCE",
    "efa, EFA"
  })
  void shouldKnowWhatTheActivePortsSpeak(String scenario, Transport transport) {
    assertThat(host(scenario).rdmaTransports())
        .isEqualTo(transport == null ? Set.of() : Set.of(transport));
  }

  @Test
  void shouldNotCountOnAPortThatIsNotActive() {
    PortTraffic down =
        new PortTraffic(
            new PortId("mlx5_0", 1), false, Transport.INFINIBAND, NOT_TOLD, NOT_TOLD, NOT_TOLD);

    assertThat(ports(0, down).rdmaTransports()).isEmpty();
  }

  @Test
  void shouldNameLanesByWhatTheirOwnPortSpeaks() {
    Lane bond = new Lane("rc_mlx5/mlx5_bond_0:1", Transport.INFINIBAND, true);
    Lane tcp = new Lane("tcp/bond0", Transport.TCP, false);

    assertThat(host("mlx5-roce-bond").lanes(List.of(bond, tcp)))
        .containsExactly(new Lane("rc_mlx5/mlx5_bond_0:1", Transport.ROCE, true), tcp);
  }

  @Test
  void shouldNotGuessWhatAnUnknownPortSpeaks() {
    assertThat(
            host("mlx5-roce-bond")
                .lanes(
                    List.of(
                        new Lane("rc_mlx5/mlx5_0:1", Transport.INFINIBAND, true),
                        new Lane("rc_mlx5/mlx5_bond_0:2", Transport.INFINIBAND, true))))
        .extracting(Lane::transport)
        .containsOnly(Transport.UNKNOWN);
  }

  @Test
  void shouldTellWhatARunMovedFromWhatWasMovingBefore() {
    // A run twice as long as the quiet time before it.
    assertThat(
            CounterWatch.nics(
                ports(0, port(1000, 50)), ports(100, port(1010, 70)), ports(300, port(5010, 80))))
        .containsExactly(new NicCounterDelta("mlx5_0", 1, Transport.INFINIBAND, 4000, 40, true));
  }

  @Test
  void shouldTakeTheDirectionThatMovedMore() {
    assertThat(
            CounterWatch.nics(
                ports(0, port(0, 0)), ports(100, port(0, 0)), ports(200, port(10, 9000))))
        .extracting(NicCounterDelta::movedBytes)
        .containsExactly(9000L);
  }

  @Test
  void shouldSurviveTwoReadingsAtTheSameTime() {
    assertThat(
            CounterWatch.nics(ports(7, port(0, 0)), ports(7, port(0, 0)), ports(7, port(100, 0))))
        .containsExactly(new NicCounterDelta("mlx5_0", 1, Transport.INFINIBAND, 100, 0, true));
  }

  @Test
  void shouldSayNothingOfAPortThatCameOrWent() {
    Reading without = ports(0);
    Reading with = ports(1, port(100, 100));

    assertThat(CounterWatch.nics(without, with, with)).isEmpty();
    assertThat(CounterWatch.nics(with, without, with)).isEmpty();
    assertThat(CounterWatch.nics(with, with, without)).isEmpty();
  }

  @Test
  void shouldSayNothingOfAPortThatDoesNotCount() {
    Reading uncounted = ports(0, port("rxe0", NOT_TOLD, NOT_TOLD));
    Reading halfCounted = ports(0, port("rxe0", OptionalLong.of(1), NOT_TOLD));

    assertThat(CounterWatch.nics(uncounted, uncounted, uncounted)).isEmpty();
    assertThat(CounterWatch.nics(halfCounted, halfCounted, halfCounted)).isEmpty();
  }

  @Test
  void shouldSayNothingOfAPortThatBeganToCountMeanwhile() {
    Reading uncounted = ports(0, port("mlx5_0", NOT_TOLD, NOT_TOLD));
    Reading counted = ports(1, port(1 << 30, 1 << 30));

    assertThat(CounterWatch.nics(uncounted, counted, counted)).isEmpty();
  }

  @Test
  void shouldSayNothingOfAPortWhoseCountersBeganAnew() {
    Reading high = ports(0, port(1 << 30, 1 << 30));
    Reading anew = ports(1, port(10, 10));

    assertThat(CounterWatch.nics(high, high, anew)).isEmpty();
    assertThat(CounterWatch.nics(high, anew, anew)).isEmpty();
  }

  @Test
  void shouldKeepPortsOfOneDeviceApart() {
    PortTraffic first = port(0, 0);
    PortTraffic second =
        new PortTraffic(
            new PortId("mlx5_0", 2),
            true,
            Transport.INFINIBAND,
            OptionalLong.of(500),
            OptionalLong.of(0),
            OptionalLong.of(10));

    assertThat(
            CounterWatch.nics(
                ports(0, first, second), ports(1, first, second), ports(2, first, second)))
        .extracting(NicCounterDelta::port, NicCounterDelta::movedBytes)
        .containsExactly(tuple(1, 0L), tuple(2, 0L));
  }

  @Test
  void shouldTellHowInterfacesMoved() {
    assertThat(
            CounterWatch.netdevs(
                netdevs(new NetdevCounters("eth0", 10, 20), new NetdevCounters("lo", 5, 5)),
                netdevs(new NetdevCounters("eth0", 15, 120), new NetdevCounters("lo", 5, 5))))
        .containsExactly(new NetdevCounterDelta("eth0", 100));
  }

  @Test
  void shouldSayNothingOfInterfacesThatCameOrBeganAnew() {
    assertThat(
            CounterWatch.netdevs(
                netdevs(new NetdevCounters("eth0", 1000, 1000)),
                netdevs(new NetdevCounters("eth0", 1, 1), new NetdevCounters("veth1", 9, 9))))
        .isEmpty();
  }
}
