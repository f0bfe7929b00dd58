package io.kvlane.core.snapshot;

import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.SessionResult;
import java.util.Map;

/**
 * What happened on the control port since the agent started.
 *
 * @param refusals connections and messages that were refused, by reason; a reason that is absent
 *     never occurred
 * @param sessions wishes for a session, by what came of them; a result that is absent never
 *     occurred
 * @param connections connections that are open now, those in their handshake included
 */
public record ControlReport(
    Map<Refusal, Long> refusals, Map<SessionResult, Long> sessions, int connections) {

  /** Takes copies of the counts. */
  public ControlReport {
    refusals = Map.copyOf(refusals);
    sessions = Map.copyOf(sessions);
  }

  /** How often something was refused for a reason. */
  public long refusals(Refusal reason) {
    return refusals.getOrDefault(reason, 0L);
  }

  /** How often a wish for a session came to a result. */
  public long sessions(SessionResult result) {
    return sessions.getOrDefault(result, 0L);
  }
}
