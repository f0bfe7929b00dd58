package io.kvlane.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.kvlane.simulation.cluster.Assumptions;
import io.kvlane.simulation.cluster.Known;
import org.junit.jupiter.api.Test;

class NodeTest {

  private final Node node = new Node(3, "node-3", 0, Assumptions.DEFAULT);

  @Test
  void shouldNotBeInTwoTransfersAtOnce() {
    node.start(Known.upTo(0), 0);
    node.occupy(10, 20);

    assertThatIllegalStateException()
        .isThrownBy(() -> node.occupy(19, 30))
        .withMessageContaining("node-3");
    node.occupy(20, 30);
    assertThat(node.isBusy(29)).isTrue();
  }

  @Test
  void shouldRememberNothingOfAnEarlierLife() {
    node.start(Known.upTo(0), 0);
    node.begins(7);
    node.spend(1L << 30, 5);
    int life = node.life();
    node.stop(100);
    node.start(Known.upTo(2), 150);

    assertThat(node.hasBegun(7)).isFalse();
    assertThat(node.isMeeting()).isFalse();
    assertThat(node.budgetWaitNanos(1L << 29, 150)).isZero();
    assertThat(node.life()).isGreaterThan(life);
    assertThat(node.aliveNanos(160)).isEqualTo(110);
  }

  @Test
  void shouldKnowHowMuchOfItsBudgetWasUsed() {
    node.start(Known.upTo(0), 0);
    node.spend(480L << 20, 0);
    node.spend(0, 30_000_000_000L);

    assertThat(node.mostUsed()).isEqualTo(0.5);
    assertThat(node.movedBytes()).isEqualTo(480L << 20);
  }
}
