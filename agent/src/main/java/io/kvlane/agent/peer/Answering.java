package io.kvlane.agent.peer;

import io.kvlane.agent.peer.PeerRequest.Arm;
import io.kvlane.agent.peer.PeerRequest.Close;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Carries out what was asked. Nothing that a request causes leaves it as an exception. */
final class Answering {

  private static final Logger LOG = Logger.getLogger(Answering.class);

  private final Sessions sessions;

  Answering(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * Answers one request.
   *
   * @param owner the connection, which owns the session that it opens
   * @param address address of this node that the other one reached
   */
  PeerAnswer answer(Object owner, PeerRequest request, String address) {
    try {
      return carryOut(owner, request, address);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return PeerAnswer.notNow(new NotNow(NotNow.Reason.ENDING, "the agent is ending"));
    } catch (RuntimeException e) {
      LOG.error("a session with another node failed", e);
      end(owner);
      return PeerAnswer.refused(Problem.Kind.FAILED, "the agent failed: its log says how");
    }
  }

  private PeerAnswer carryOut(Object owner, PeerRequest request, String address)
      throws InterruptedException {
    Arm arm = request.arm();
    if (arm != null) {
      return sessions.arm(owner, arm);
    }
    Close close = request.close();
    if (close != null) {
      return sessions.close(owner, close);
    }
    Open open = Objects.requireNonNull(request.open());
    return sessions.open(owner, open, address);
  }

  /** Ends the owner's session, if it has one. */
  void end(Object owner) {
    try {
      sessions.end(owner);
    } catch (RuntimeException e) {
      LOG.error("a session with another node could not be ended", e);
    }
  }
}
