package io.kvlane.agent.peer;

import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What the serving side answers; one of the five.
 *
 * @param v version of the protocol
 * @param connection how to reach the opened session
 * @param armed whether the session is armed, null unless that was asked
 * @param stock what the closed session found
 * @param busy why not now
 * @param problem why not
 */
record PeerAnswer(
    int v,
    @Nullable ConnectionData connection,
    @Nullable Boolean armed,
    @Nullable Settled stock,
    @Nullable String busy,
    @Nullable Problem problem) {

  static PeerAnswer opened(ConnectionData connection) {
    return new PeerAnswer(PeerProtocol.VERSION, connection, null, null, null, null);
  }

  static PeerAnswer wasArmed() {
    return new PeerAnswer(PeerProtocol.VERSION, null, true, null, null, null);
  }

  static PeerAnswer closed(Settled stock) {
    return new PeerAnswer(PeerProtocol.VERSION, null, null, stock, null, null);
  }

  static PeerAnswer notNow(String reason) {
    return new PeerAnswer(PeerProtocol.VERSION, null, null, null, reason, null);
  }

  static PeerAnswer refused(Problem.Kind kind, String message) {
    return refused(new Problem(kind, message, null));
  }

  static PeerAnswer refused(Problem problem) {
    return new PeerAnswer(PeerProtocol.VERSION, null, null, null, null, problem);
  }
}
