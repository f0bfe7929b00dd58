package io.kvlane.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.simulation.cluster.Assumptions;
import io.kvlane.simulation.cluster.Faults;
import io.kvlane.simulation.cluster.Scenario;
import io.kvlane.simulation.measure.Outcome;
import io.kvlane.simulation.measure.Refusal;
import io.kvlane.simulation.measure.Waits;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small clusters under the real schedule. That no node is in two sessions is checked by each. */
class SimulationTest {

  /** A simulation begins within an epoch, and a pair is measured within one. */
  private static final int EPOCHS_AT_THE_ENDS = 2;

  private static Scenario scenario(int nodes, Faults faults, Duration lasts) {
    return new Scenario("test", nodes, false, faults, lasts, 7, Assumptions.DEFAULT);
  }

  private static Duration epochs(Outcome outcome, long epochs) {
    return outcome.scenario().assumptions().epoch().multipliedBy(epochs + EPOCHS_AT_THE_ENDS);
  }

  @ParameterizedTest
  @CsvSource({"2, false", "3, false", "10, false", "33, false", "70, false", "120, true"})
  void shouldMeasureAllPairsWithinTheComputedEpochs(int nodes, boolean overlapping) {
    Outcome outcome =
        Simulation.run(
            new Scenario(
                "test",
                nodes,
                overlapping,
                Faults.NONE,
                Duration.ofHours(10),
                nodes,
                Assumptions.DEFAULT));

    Waits interest = outcome.interestWaits();
    assertThat(interest.measured()).isEqualTo(outcome.coverage().pairsOfInterest()).isPositive();
    assertThat(interest.open()).isZero();
    assertThat(interest.most()).isLessThan(epochs(outcome, outcome.epochsForInterest()));
    Waits all = outcome.coverage().allWaits(outcome.simulated().toNanos()).orElseThrow();
    assertThat(all.measured()).isEqualTo(nodes * (nodes - 1) / 2);
    assertThat(all.most()).isLessThan(epochs(outcome, outcome.epochsForAll().orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 600})
  void shouldMeasurePairsOfLivingNodesAsFastWithSkewAndDeadNodes(int nodes) {
    Faults faults = new Faults(Duration.ofSeconds(2), 0.05, 0);

    Outcome outcome = Simulation.run(scenario(nodes, faults, Duration.ofMinutes(30)));

    assertThat(outcome.interestWaits().open()).isZero();
    assertThat(outcome.interestWaits().most())
        .isLessThan(epochs(outcome, outcome.epochsForInterest()));
    assertThat(outcome.interestWaits().measured()).isPositive();
    assertThat(outcome.tally().unreachablePeers()).isPositive();
    assertThat(outcome.tally().losses()).isEmpty();
  }

  static Stream<Faults> faults() {
    return Stream.of(
        Faults.NONE,
        Faults.SKEW,
        Faults.DEAD,
        Faults.CHURN,
        Faults.ALL,
        new Faults(Duration.ofSeconds(10), 0.2, 0.5));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void shouldNeverExceedTheBudget(Faults faults) {
    Outcome outcome = Simulation.run(scenario(60, faults, Duration.ofHours(1)));

    // A budget that is never overdrawn moves a window at once at most, and what it earns meanwhile.
    assertThat(outcome.load().mostUsed()).isBetween(0.5, 1.0);
    assertThat(outcome.load().meanBytesPerSecond()).isPositive();
    assertThat(outcome.load().leastRoundsPerMinute()).isPositive();
  }

  @Test
  void shouldKeepOneSessionANodeWhateverHappens() {
    Faults wild = new Faults(Duration.ofSeconds(15), 0.1, 1);

    Outcome outcome = Simulation.run(scenario(80, wild, Duration.ofMinutes(40)));

    // A node in two sessions at once would have ended the simulation.
    assertThat(outcome.tally().sessions()).isPositive();
    assertThat(outcome.tally().refusals(Refusal.VIEWS_DIFFER)).isPositive();
    assertThat(outcome.tally().refusals(Refusal.BUSY)).isPositive();
  }

  @Test
  void shouldHaveTheSameOutcomeForTheSameSeedOnly() {
    Scenario scenario = scenario(50, Faults.ALL, Duration.ofMinutes(15));
    Scenario other =
        new Scenario("test", 50, false, Faults.ALL, scenario.lasts(), 8, Assumptions.DEFAULT);

    Outcome once = Simulation.run(scenario);
    Outcome again = Simulation.run(scenario);

    assertThat(again.events()).isEqualTo(once.events());
    assertThat(again.load()).isEqualTo(once.load());
    assertThat(again.interestWaits()).isEqualTo(once.interestWaits());
    assertThat(again.coverage().shares()).isEqualTo(once.coverage().shares());
    assertThat(again.tally().messages()).isEqualTo(once.tally().messages());
    assertThat(Simulation.run(other).load()).isNotEqualTo(once.load());
  }

  @Test
  void shouldNotHaveMoreSeriesInALargerCluster() {
    Outcome small = Simulation.run(scenario(60, Faults.NONE, Duration.ofHours(1)));
    Outcome large = Simulation.run(scenario(600, Faults.NONE, Duration.ofHours(1)));

    assertThat(large.coverage().mostPeers()).isGreaterThan(2 * small.coverage().mostPeers());
    // Of the pairs that are shown, not all need to have been measured both ways.
    assertThat(small.mostSeries()).isBetween(700, 1100);
    assertThat(large.mostSeries()).isBetween(700, 1100);
  }

  @Test
  void shouldNoteHowManyPairsHaveMetByTheCheckpoints() {
    Outcome outcome = Simulation.run(scenario(600, Faults.NONE, Duration.ofHours(1)));

    assertThat(outcome.coverage().shares())
        .containsOnlyKeys(Duration.ofMinutes(15), Duration.ofHours(1));
    assertThat(outcome.coverage().shares().get(Duration.ofHours(1)))
        .isGreaterThan(outcome.coverage().shares().get(Duration.ofMinutes(15)));
    assertThat(outcome.coverage().allWaits(outcome.simulated().toNanos())).isEmpty();
    assertThat(outcome.simulated()).isEqualTo(Duration.ofHours(1));
  }
}
