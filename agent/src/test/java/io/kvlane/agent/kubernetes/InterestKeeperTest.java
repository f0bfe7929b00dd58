package io.kvlane.agent.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.peer.InterestGroup;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterestKeeperTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<InterestGroup> ONE = groups("node-1", "node-2");
  private static final List<InterestGroup> OTHER = groups("node-1", "node-3");

  private final InterestKeeper keeper = new InterestKeeper();

  @Test
  void shouldTakeAChangeOnceItHasBeenQuiet() {
    keeper.see(ONE, START);

    assertThat(keeper.settle(START.plus(InterestKeeper.QUIET).minusMillis(1))).isFalse();
    assertThat(keeper.inForce()).isEmpty();
    assertThat(keeper.settle(START.plus(InterestKeeper.QUIET))).isTrue();
    assertThat(keeper.inForce()).isEqualTo(ONE);
    assertThat(keeper.settle(START.plus(InterestKeeper.LONGEST))).isFalse();
  }

  @Test
  void shouldWaitAnewAfterEachChange() {
    keeper.see(ONE, START);
    keeper.see(OTHER, START.plusSeconds(20));
    keeper.see(OTHER, START.plusSeconds(40));

    assertThat(keeper.settle(START.plusSeconds(49))).isFalse();
    assertThat(keeper.settle(START.plusSeconds(50))).isTrue();
    assertThat(keeper.inForce()).isEqualTo(OTHER);
  }

  @Test
  void shouldTakeWhatThereIsWhereChangesNeverEnd() {
    int changes = 0;
    for (int second = 0; second <= 1800; second += 5) {
      Instant now = START.plusSeconds(second);
      keeper.see(groups("node-1", "node-" + second), now);
      changes += keeper.settle(now) ? 1 : 0;
    }

    assertThat(changes).isBetween(4, 6);
  }

  @Test
  void shouldForgetAChangeThatWasTakenBack() {
    keeper.see(ONE, START);
    assertThat(keeper.settle(START.plusSeconds(30))).isTrue();
    keeper.see(OTHER, START.plusSeconds(60));
    keeper.see(ONE, START.plusSeconds(70));

    assertThat(keeper.settle(START.plusSeconds(3600))).isFalse();
    assertThat(keeper.inForce()).isEqualTo(ONE);
  }

  private static List<InterestGroup> groups(String prefill, String decode) {
    return List.of(new InterestGroup(List.of(prefill), List.of(decode)));
  }
}
