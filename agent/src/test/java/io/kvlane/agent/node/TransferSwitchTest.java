package io.kvlane.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.SteppedClock;
import io.kvlane.core.snapshot.TurnedOff;
import io.kvlane.core.snapshot.TurnedOff.Source;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TransferSwitchTest {

  private final SteppedClock clock = new SteppedClock();
  private final AtomicInteger changes = new AtomicInteger();
  private final TransferSwitch transfers =
      new TransferSwitch(true, changes::incrementAndGet, clock);

  @Test
  void shouldBeOnWhereNobodySaysOtherwise() {
    assertThat(transfers.off()).isEmpty();
    assertThat(transfers.isSettled()).isTrue();
  }

  @Test
  void shouldFollowTheAnnotationAndSaySinceWhen() {
    transfers.annotated(true);
    clock.step(Duration.ofMinutes(1));
    transfers.annotated(true);

    assertThat(transfers.off()).contains(new TurnedOff(Source.ANNOTATION, Nodes.NOW));
    assertThat(changes).hasValue(1);

    transfers.annotated(false);

    assertThat(transfers.off()).isEmpty();
    assertThat(changes).hasValue(2);
  }

  @Test
  void shouldStayOffWhateverTheAnnotationSaysWhereTheConfigurationTurnsThemOff() {
    TransferSwitch configured = new TransferSwitch(false, changes::incrementAndGet, clock);
    configured.annotated(true);
    configured.annotated(false);

    assertThat(configured.off()).contains(new TurnedOff(Source.CONFIGURATION, Nodes.NOW));
  }

  @Test
  void shouldWaitForWordAndNotForEver() {
    transfers.awaitWord();
    assertThat(transfers.isSettled()).isFalse();

    transfers.wordCame();
    assertThat(transfers.isSettled()).isTrue();

    transfers.awaitWord();
    clock.step(Duration.ofSeconds(5));
    assertThat(transfers.isSettled()).isTrue();
  }
}
