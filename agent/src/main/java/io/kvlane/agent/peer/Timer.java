package io.kvlane.agent.peer;

import io.vertx.core.Vertx;
import java.time.Duration;

/** At most one thing that is due later. Started anew, it forgets the last one. One event loop. */
final class Timer {

  private static final long NOT_RUNNING = -1;

  private final Vertx vertx;
  private long id = NOT_RUNNING;

  Timer(Vertx vertx) {
    this.vertx = vertx;
  }

  void start(Duration after, Runnable due) {
    stop();
    id =
        vertx.setTimer(
            Math.max(1, after.toMillis()),
            fired -> {
              if (fired == id) {
                id = NOT_RUNNING;
                due.run();
              }
            });
  }

  void stop() {
    if (id != NOT_RUNNING) {
      vertx.cancelTimer(id);
      id = NOT_RUNNING;
    }
  }
}
