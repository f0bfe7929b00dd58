package io.kvlane.agent.peer;

import io.kvlane.agent.config.Settings;
import java.time.Duration;

/**
 * How long the control port waits.
 *
 * @param handshake for a handshake, from the moment a connection is accepted
 * @param word for a whole message, from the handshake or the last answer, while there is no session
 * @param session for the end of a session, whatever the other node wishes
 */
record Patience(Duration handshake, Duration word, Duration session) {

  /**
   * A peer decides what to ask before it connects, and gives up after its own deadline, which is
   * shorter. It need not be short: whoever waits gives way to others.
   */
  private static final Duration FOR_A_PEER = Duration.ofSeconds(10);

  /** Steps with a deadline that a session may take after its probe process has started. */
  private static final int STEPS = 8;

  static Patience of(Settings settings) {
    return new Patience(
        FOR_A_PEER,
        FOR_A_PEER,
        settings.startDeadline().plus(settings.deadline().multipliedBy(STEPS)));
  }
}
