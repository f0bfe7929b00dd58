package io.kvlane.agent.samples;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves when one thread tells it to, from {@link Nodes#NOW}; others may read it. */
public final class SteppedClock extends Clock {

  private volatile Instant now = Nodes.NOW;

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread steps.
  public void step(Duration by) {
    now = now.plus(by);
  }

  /** Moves it to a moment. */
  public void set(Instant moment) {
    now = moment;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
