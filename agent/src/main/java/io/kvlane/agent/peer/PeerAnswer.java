package io.kvlane.agent.peer;

import io.kvlane.core.peer.Standing;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What the serving side answers; one of the five, and its standing with a connection.
 *
 * @param v version of the protocol
 * @param connection how to reach the opened session
 * @param armed whether the session is armed, null unless that was asked
 * @param stock what the closed session found
 * @param notNow why not now
 * @param problem why not
 * @param standing what the serving node says of itself
 */
record PeerAnswer(
    int v,
    @Nullable ConnectionData connection,
    @Nullable Boolean armed,
    @Nullable Settled stock,
    @Nullable NotNow notNow,
    @Nullable Problem problem,
    @Nullable Standing standing) {

  static PeerAnswer opened(ConnectionData connection, Standing standing) {
    return new PeerAnswer(PeerProtocol.VERSION, connection, null, null, null, null, standing);
  }

  static PeerAnswer wasArmed() {
    return new PeerAnswer(PeerProtocol.VERSION, null, true, null, null, null, null);
  }

  static PeerAnswer closed(Settled stock) {
    return new PeerAnswer(PeerProtocol.VERSION, null, null, stock, null, null, null);
  }

  static PeerAnswer notNow(NotNow why) {
    return new PeerAnswer(PeerProtocol.VERSION, null, null, null, why, null, null);
  }

  static PeerAnswer refused(Problem.Kind kind, String message) {
    return refused(new Problem(kind, message, null));
  }

  static PeerAnswer refused(Problem problem) {
    return new PeerAnswer(PeerProtocol.VERSION, null, null, null, null, problem, null);
  }
}
