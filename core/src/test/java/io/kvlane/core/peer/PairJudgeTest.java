package io.kvlane.core.peer;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.transfer.Operation.READ;
import static io.kvlane.core.transfer.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Pairs;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.transfer.TransferResult;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairJudgeTest {

  private final Pairs pairs = Pairs.met();

  private Pair pair() {
    return pairs.pair("node-b");
  }

  private PairJudge judge() {
    return pairs.judge(NOW);
  }

  private PairTrend read() {
    return judge().trend(pair(), TrendKind.READ_POSTED_HERE).orElseThrow();
  }

  @Test
  void shouldCompareWithTheSlowerLinkOfBothNodes() {
    pairs.posted("node-b", READ, 20e9);
    assertThat(judge().linkRatio(pair(), read()).orElseThrow()).isCloseTo(0.4, within(1e-6));

    pairs.heard("node-b", new Standing(OptionalLong.of(25_000_000_000L), 0, 0));
    assertThat(judge().linkRatio(pair(), read()).orElseThrow()).isCloseTo(0.8, within(1e-6));

    pairs.heard("node-b", Standing.UNKNOWN);
    assertThat(judge().linkRatio(pair(), read())).isEmpty();
  }

  @Test
  void shouldHaveNoLinkRatioOnANodeWithoutRdmaPort() {
    pairs.posted("node-b", READ, 2e9);
    PairJudge without =
        new PairJudge(
            judge().expectation(), OptionalLong.empty(), 0.4, judge().freshness(), judge().now());

    assertThat(without.linkRatio(pair(), read())).isEmpty();
    assertThat(without.isSlow(pair())).isFalse();
  }

  @Test
  void shouldFindAPairSlowBelowItsShareOfTheLink() {
    pairs.posted("node-b", READ, 20.1e9);
    assertThat(judge().isSlow(pair())).isFalse();

    pairs.posted("node-c", READ, 19.9e9);
    assertThat(judge().isSlow(pairs.pair("node-c"))).isTrue();
    assertThat(judge().isConfirmedSlow(pairs.pair("node-c"))).isFalse();
  }

  @Test
  void shouldFindAPairSlowBelowItsOwnPast() {
    pairs.posted("node-b", READ, 45e9, 45e9, 45e9, 45e9, 45e9, 21e9, 21e9, 21e9, 21e9, 21e9);

    assertThat(read().baselineRatio().orElseThrow()).isLessThan(0.6);
    assertThat(judge().linkRatio(pair(), read()).orElseThrow()).isGreaterThan(0.4);
    assertThat(judge().isConfirmedSlow(pair())).isTrue();
  }

  @Test
  void shouldBelieveAPairAsLongAsItTakesToMeetItAgain() {
    // 9 nodes meet each other in 9 epochs of 20 s: three times that is 9 minutes.
    pairs.cluster(IntStream.range(0, 8).mapToObj(i -> "node-" + i).toList());
    pairs.posted("node-0", READ, 30e9);
    Pair met = pairs.pair("node-0");
    Duration fresh = Duration.ofMinutes(9);

    assertThat(pairs.judge(NOW.plus(fresh)).isMeasured(met)).isTrue();
    assertThat(pairs.judge(NOW.plus(fresh).plusMillis(1)).isMeasured(met)).isFalse();
    assertThat(pairs.judge(NOW.plus(fresh).plusMillis(1)).state(met))
        .isEqualTo(PairState.NOT_MEASURED);
  }

  @Test
  void shouldNeverBelieveAPairForMoreThanADay() {
    pairs.cluster(IntStream.range(0, 5000).mapToObj(i -> "node-" + i).toList());

    assertThat(judge().freshness().others()).isEqualTo(Duration.ofHours(24));
    assertThat(judge().freshness().ofInterest()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void shouldTellDirectionsApartFromOperations() {
    pairs
        .posted("node-b", READ, 10e9, 10e9)
        .posted("node-b", WRITE, 40e9, 40e9)
        .served("node-b", READ, 40e9, 40e9)
        .served("node-b", WRITE, 10e9, 10e9);
    PairBalance balance = new PairBalance(judge(), pair());

    assertThat(balance.weakDirection().orElseThrow().weaker()).isEqualTo(Direction.INBOUND);
    assertThat(balance.weakDirection().orElseThrow().ratio()).isCloseTo(0.25, within(1e-6));
    assertThat(balance.operations().orElseThrow().ratio()).isCloseTo(1, within(1e-6));
    assertThat(balance.weakOperation()).isEmpty();
  }

  @Test
  void shouldTellAWeakOperationFromAWeakDirection() {
    pairs
        .posted("node-b", READ, 40e9, 40e9)
        .posted("node-b", WRITE, 10e9, 10e9)
        .served("node-b", READ, 40e9, 40e9)
        .served("node-b", WRITE, 10e9, 10e9);
    PairBalance balance = new PairBalance(judge(), pair());

    assertThat(balance.weakOperation().orElseThrow().weaker()).isEqualTo(WRITE);
    assertThat(balance.weakDirection()).isEmpty();
  }

  @Test
  void shouldCompareNothingBeforeEachSideHasTwoRunsOfBothNodes() {
    pairs
        .posted("node-b", READ, 10e9, 10e9)
        .posted("node-b", WRITE, 40e9, 40e9)
        .served("node-b", READ, 40e9);
    PairBalance balance = new PairBalance(judge(), pair());

    assertThat(balance.directions()).isEmpty();
    assertThat(balance.operations()).isEmpty();
  }

  @Test
  void shouldSayTheWorstThatHoldsOfAPair() {
    pairs.expecting(ExpectedPath.RDMA);
    assertThat(state(30e9, PathClass.HOST_RDMA)).isEqualTo(PairState.MEASURED);
    state(1e9, PathClass.HOST_RDMA);
    assertThat(state(1e9, PathClass.HOST_RDMA)).isEqualTo(PairState.SLOW);
    pairs.ran(Runs.unsuccessful(Pairs.key("node-b", READ), TransferResult.FAILED, NOW, "broken"));
    assertThat(judge().state(pair())).isEqualTo(PairState.FAILING);
    pairs.unreachable("node-b", 1);
    assertThat(judge().state(pair())).isEqualTo(PairState.UNREACHABLE);
    assertThat(state(30e9, PathClass.TCP)).isEqualTo(PairState.FALLBACK);
    pairs.ran(Runs.corrupt(Pairs.key("node-b", WRITE), NOW));
    assertThat(judge().state(pair())).isEqualTo(PairState.CORRUPT);
    pairs.ran(Pairs.verified(Pairs.key("node-b", WRITE), 30e9, PathClass.TCP, NOW));
    assertThat(judge().state(pair())).isEqualTo(PairState.FALLBACK);
  }

  private PairState state(double bytesPerSecond, PathClass pathClass) {
    pairs.ran(Pairs.verified(Pairs.key("node-b", READ), bytesPerSecond, pathClass, NOW));
    return judge().state(pair());
  }
}
