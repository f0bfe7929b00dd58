package io.kvlane.simulation.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetPairsTest {

  @Test
  void shouldCountPairsOfNodesThatAreThere() {
    MetPairs met = new MetPairs(4);
    met.joined(0);
    met.joined(1);
    met.joined(2);
    met.measured(0, 1);
    met.measured(1, 0);

    assertThat(met.share()).isEqualTo(1.0 / 3);
    met.left(2);
    assertThat(met.share()).isEqualTo(1);
    met.left(1);
    met.joined(1);
    assertThat(met.share()).as("whoever comes back knows nothing").isZero();
  }

  @Test
  void shouldKnowWhoHasMeasuredMost() {
    MetPairs met = new MetPairs(3);
    met.measured(0, 1);
    met.measured(0, 2);

    assertThat(met.mostPeers()).isEqualTo(2);
  }
}
