package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StepsTest {

  private final CountDownLatch goOn = new CountDownLatch(1);

  private void hold() {
    try {
      goOn.await();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldRefuseRequestsWhenTooManyWaitButNeverAnEnd() throws Exception {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(2 * Steps.MOST_WAITING);
    try (Steps steps = new Steps()) {
      steps.end(() -> {
        busy.countDown();
        hold();
      });
      busy.await();
      for (int i = 0; i < Steps.MOST_WAITING; i++) {
        assertThat(
                steps.carryOut(() -> {
                  done.add("request");
                  all.countDown();
                }))
            .isTrue();
      }

      assertThat(steps.carryOut(() -> done.add("too many"))).isFalse();
      for (int i = 0; i < Steps.MOST_WAITING; i++) {
        steps.end(() -> {
          done.add("end");
          all.countDown();
        });
      }
      goOn.countDown();

      assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(Collections.frequency(done, "request")).isEqualTo(Steps.MOST_WAITING);
      assertThat(Collections.frequency(done, "end")).isEqualTo(Steps.MOST_WAITING);
      assertThat(done).startsWith("request").endsWith("end").doesNotContain("too many");
      assertThat(steps.carryOut(() -> done.add("request"))).isTrue();
    }
  }

  @Test
  void shouldLeaveStepsOutOnceItIsClosed() {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    Steps steps = new Steps();
    steps.close();

    steps.end(() -> done.add("end"));
    steps.carryOut(() -> done.add("request"));

    assertThat(done).isEmpty();
  }
}
