package io.kvlane.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.rdma.PortId;
import io.kvlane.core.schedule.YieldPolicy.Decision;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YieldPolicyTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  /** 8 MiB. */
  private static final KvProfile PROFILE = new KvProfile("p", new TransferShape(64, 32, 4096));

  private static final PortId PORT = new PortId("mlx5_0", 1);
  private static final List<LiveShare> BUSY = List.of(new LiveShare(PORT, 0.31, false));
  private static final List<LiveShare> QUIET = List.of(new LiveShare(PORT, 0.2, false));

  private final YieldPolicy policy = new YieldPolicy(0.2, PATIENCE, START);

  private static TransferKey with(String peer) {
    return TransferKey.peer(
        peer, Intent.DEFAULT, Engine.UCX, Operation.READ, Memory.HOST, PROFILE.name());
  }

  private static PlannedRun run(TransferKey key) {
    return new PlannedRun(key, PROFILE);
  }

  private static final PlannedRun RUN = run(with("node-2"));

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private static TransferKey loopback(Intent intent, Optional<String> device) {
    return TransferKey.loopback(
        intent,
        intent == Intent.BASELINE ? Engine.TCP : Engine.UCX,
        Operation.READ,
        Memory.HOST,
        device,
        PROFILE.name());
  }

  @Test
  void shouldMakeARunWhileThePortsAreQuiet() {
    assertThat(policy.decide(RUN, QUIET, at(0))).isEqualTo(new Decision.Make(RUN));
    assertThat(policy.decide(RUN, List.of(), at(0))).isEqualTo(new Decision.Make(RUN));
  }

  @Test
  void shouldPutARunOffWhileAPortIsBusy() {
    assertThat(policy.decide(RUN, BUSY, at(1)))
        .isEqualTo(
            new Decision.PutOff(
                TransferRecord.skipped(
                    RUN.key(),
                    at(1),
                    SkipReason.LIVE_TRAFFIC,
                    "mlx5_0:1 carries 31 % of its rate, more than"
                        + " kvlane.transfer.live-traffic-percent")));
  }

  @Test
  void shouldMakeASmallRunOnceThePatienceIsOver() {
    assertThat(policy.decide(RUN, BUSY, at(149))).isInstanceOf(Decision.PutOff.class);
    assertThat(policy.decide(RUN, BUSY, at(150)))
        .isEqualTo(new Decision.Make(RUN.cappedTo(1 << 20)));

    policy.made(RUN.key(), at(150));

    assertThat(policy.decide(RUN, BUSY, at(299))).isInstanceOf(Decision.PutOff.class);
    assertThat(policy.decide(RUN, BUSY, at(300))).isInstanceOf(Decision.Make.class);
  }

  @Test
  void shouldCountFromTheLastRunThatWasMadeInFull() {
    policy.made(RUN.key(), at(100));

    assertThat(policy.decide(RUN, BUSY, at(249))).isInstanceOf(Decision.PutOff.class);
    assertThat(policy.decide(RUN, BUSY, at(250))).isInstanceOf(Decision.Make.class);
  }

  @Test
  void shouldNotEnlargeARunThatIsSmallAlready() {
    PlannedRun tiny = RUN.cappedTo(4096);

    assertThat(policy.decide(tiny, BUSY, at(150))).isEqualTo(new Decision.Make(tiny));
  }

  @Test
  void shouldKeepKindsOfRunsApart() {
    PlannedRun other = run(loopback(Intent.DEFAULT, Optional.empty()));
    policy.made(RUN.key(), at(100));

    assertThat(policy.decide(RUN, BUSY, at(200))).isInstanceOf(Decision.PutOff.class);
    assertThat(policy.decide(other, BUSY, at(200))).isInstanceOf(Decision.Make.class);
  }

  /** Of many peers each is met rarely: made small with each of them, no run would ever yield. */
  @Test
  void shouldMakeOneSmallRunWhicheverThePeerIs() {
    policy.made(RUN.key(), at(100));

    assertThat(policy.decide(run(with("node-3")), BUSY, at(200)))
        .isInstanceOf(Decision.PutOff.class);
  }

  @ParameterizedTest
  @CsvSource({"DEFAULT, true", "FORCED, true", "BASELINE, false", "LOCAL, false"})
  void shouldYieldInsideTheNodeWhereARunCanUseAPort(Intent intent, boolean yields) {
    PlannedRun loopback = run(loopback(intent, Optional.empty()));

    assertThat(policy.concerns(loopback.key())).isEqualTo(yields);
    assertThat(policy.decide(loopback, BUSY, at(0)) instanceof Decision.PutOff).isEqualTo(yields);
  }

  @Test
  void shouldYieldWithTheBaselineBetweenNodes() {
    assertThat(
            policy.concerns(
                TransferKey.peer(
                    "node-2", Intent.BASELINE, Engine.TCP, Operation.READ, Memory.HOST, "p")))
        .isTrue();
  }

  @Test
  void shouldLookAtTheBoundPortOnly() {
    PlannedRun onIt = run(loopback(Intent.FORCED, Optional.of("mlx5_0:1")));
    PlannedRun beside = run(loopback(Intent.FORCED, Optional.of("mlx5_1:1")));

    assertThat(policy.decide(onIt, BUSY, at(0))).isInstanceOf(Decision.PutOff.class);
    assertThat(policy.decide(beside, BUSY, at(0))).isEqualTo(new Decision.Make(beside));
  }

  @Test
  void shouldYieldToAnUpperBoundAndSayThatItIsOne() {
    Decision decision = policy.decide(RUN, List.of(new LiveShare(PORT, 0.5, true)), at(0));

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.PutOff.class,
            putOff ->
                assertThat(putOff.skipped().detail())
                    .contains("at most 50 % of its rate (it counts packets, not bytes)"));
  }

  @Test
  void shouldNeverPutOffWhereNothingIsTooMuch() {
    YieldPolicy never = new YieldPolicy(1, PATIENCE, START);
    List<LiveShare> bound = List.of(new LiveShare(PORT, 1.7, true));

    assertThat(never.concerns(RUN.key())).isFalse();
    assertThat(never.decide(RUN, bound, at(0))).isEqualTo(new Decision.Make(RUN));
  }

  @Test
  void shouldNotWaitLongerBecauseTheClockWasSetBack() {
    policy.made(RUN.key(), at(86_400));

    assertThat(policy.decide(RUN, BUSY, at(10))).isInstanceOf(Decision.Make.class);
  }

  /**
   * Whatever the traffic does: a run is made in full when the ports are quiet, a busy time never
   * keeps it away for longer than the patience and one attempt, and between two runs on busy ports
   * there is at least the patience.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldNeitherStarveNorHurry(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    long mostPauseSeconds = 1 + random.nextLong(200);
    Instant last = START;
    Instant now = START;
    for (int attempt = 0; attempt < 5000; attempt++) {
      now = now.plusMillis(random.nextLong(mostPauseSeconds * 1000));
      PlannedRun planned = run(with("node-" + random.nextInt(3)));
      boolean busy = random.nextInt(10) > 0;
      boolean patient = Duration.between(last, now).compareTo(PATIENCE) < 0;

      Decision decision = policy.decide(planned, busy ? BUSY : QUIET, now);

      if (busy && patient) {
        assertThat(decision).isInstanceOf(Decision.PutOff.class);
      } else {
        assertThat(decision)
            .isEqualTo(new Decision.Make(busy ? planned.cappedTo(1 << 20) : planned));
        policy.made(planned.key(), now);
        last = now;
      }
    }
  }

  @Test
  void shouldRefuseWhatIsNoPolicy() {
    assertThatIllegalArgumentException().isThrownBy(() -> new YieldPolicy(0, PATIENCE, START));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new YieldPolicy(0.2, Duration.ZERO, START));
  }
}
