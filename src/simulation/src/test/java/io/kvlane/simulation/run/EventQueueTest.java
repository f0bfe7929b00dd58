package io.kvlane.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private final EventQueue queue = new EventQueue();
  private final List<String> seen = new ArrayList<>();

  private Runnable note(String what) {
    return () -> seen.add(what + " at " + queue.nowNanos());
  }

  @Test
  void shouldLetThingsHappenInTheOrderOfTheirTimes() {
    queue.at(20, note("second"));
    queue.at(10, note("first"));
    queue.at(20, note("third"));
    queue.at(31, note("never"));

    queue.run(30, () -> false);

    assertThat(seen).containsExactly("first at 10", "second at 20", "third at 20");
    assertThat(queue.nowNanos()).isEqualTo(30);
    assertThat(queue.happened()).isEqualTo(3);
  }

  @Test
  void shouldNotGoBackInTime() {
    queue.at(10, () -> queue.at(5, note("late")));

    queue.run(30, () -> false);

    assertThat(seen).containsExactly("late at 10");
  }

  @Test
  void shouldEndOnceItIsDone() {
    queue.at(10, note("first"));
    queue.at(20, note("second"));

    queue.run(30, () -> !seen.isEmpty());

    assertThat(seen).containsExactly("first at 10");
    assertThat(queue.nowNanos()).isEqualTo(10);
  }
}
