package io.kvlane.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.simulation.cluster.Assumptions;
import io.kvlane.simulation.cluster.Faults;
import io.kvlane.simulation.cluster.Scenario;
import io.kvlane.simulation.measure.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 10,000 nodes with 200 deployments, on the default budget. */
@Tag("e2e")
class LargeClusterTest {

  @Test
  void shouldMeasureEveryPairOfInterestWithinFifteenMinutes() {
    Outcome outcome =
        Simulation.run(
            new Scenario(
                "test", 10_000, false, Faults.ALL, Duration.ofMinutes(20), 1, Assumptions.DEFAULT));

    assertThat(outcome.coverage().pairsOfInterest()).isGreaterThan(20_000);
    assertThat(outcome.interestWaits().open()).isZero();
    assertThat(outcome.interestWaits().most()).isLessThan(Duration.ofMinutes(15));
    assertThat(outcome.load().mostUsed()).isLessThanOrEqualTo(1);
    assertThat(outcome.mostSeries()).isBetween(500, 2000);
  }
}
