package io.kvlane.agent.node;

import io.kvlane.core.snapshot.TurnedOff;
import io.kvlane.core.snapshot.TurnedOff.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the operator wants transfers on this node: the configuration says so for as long as the
 * agent runs, the node's annotation whenever Kubernetes tells of it. What was told last holds.
 *
 * <p>After a start nobody knows yet what the annotation says. So that an agent that is restarted
 * does not transfer on a node where that is not wanted, it waits for word, 5 seconds at most.
 *
 * <p>Safe for every thread; what Kubernetes tells comes from one.
 */
public final class TransferSwitch {

  private static final Duration WORD_COMES_WITHIN = Duration.ofSeconds(5);

  private final Optional<TurnedOff> configured;
  private final Runnable changed;
  private final Clock clock;
  private volatile Optional<TurnedOff> annotated = Optional.empty();
  private volatile Instant waitsUntil = Instant.MIN;

  /**
   * A switch of which no annotation is known.
   *
   * @param enabled what the configuration says
   * @param changed told when the annotation turns transfers off or on
   */
  TransferSwitch(boolean enabled, Runnable changed, Clock clock) {
    this.configured =
        enabled
            ? Optional.empty()
            : Optional.of(new TurnedOff(Source.CONFIGURATION, clock.instant()));
    this.changed = changed;
    this.clock = clock;
  }

  /** Who has turned transfers off, empty when nobody has. */
  public Optional<TurnedOff> off() {
    return configured.or(() -> annotated);
  }

  /** Whether {@link #off} holds: not while Kubernetes was only just asked. */
  public boolean isSettled() {
    return !clock.instant().isBefore(waitsUntil);
  }

  /** Kubernetes is asked for the annotation from now on. */
  public void awaitWord() {
    waitsUntil = clock.instant().plus(WORD_COMES_WITHIN);
  }

  /** Kubernetes has told what it can, or says nothing for now: what was known holds. */
  public void wordCame() {
    waitsUntil = Instant.MIN;
  }

  /** The node's annotation turns transfers off, or does not. */
  public void annotated(boolean off) {
    if (off != annotated.isPresent()) {
      annotated =
          off ? Optional.of(new TurnedOff(Source.ANNOTATION, clock.instant())) : Optional.empty();
      changed.run();
    }
  }
}
