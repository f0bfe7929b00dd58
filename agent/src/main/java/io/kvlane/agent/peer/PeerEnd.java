package io.kvlane.agent.peer;

import io.kvlane.agent.peer.PeerRequest.Close;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ServingEnd;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import java.io.IOException;
import java.time.Duration;

/**
 * A session that another node's agent has opened. It was armed when it was opened, before anything
 * moved: the warm-up brings bytes that never verify.
 */
final class PeerEnd implements ServingEnd {

  private final PeerConnection agent;
  private final ConnectionData connection;
  private final long payloadSeed;
  private final Duration deadline;

  PeerEnd(PeerConnection agent, ConnectionData connection, long payloadSeed, Duration deadline) {
    this.agent = agent;
    this.connection = connection;
    this.payloadSeed = payloadSeed;
    this.deadline = deadline;
  }

  @Override
  public ConnectionData serve(SessionSpec spec) {
    return connection;
  }

  @Override
  public void arm(long seed) {
    if (seed != payloadSeed) {
      throw new IllegalArgumentException("the session was opened for another payload");
    }
  }

  @Override
  public Settled settle(Settle settle) throws ProbeRefusedException, InterruptedException {
    PeerAnswer answer;
    try {
      answer =
          agent.ask(
              PeerRequest.closing(new Close(settle.descriptors(), settle.descriptorBytes())),
              deadline);
    } catch (IOException e) {
      throw new ProbeRefusedException(
          new Problem(Problem.Kind.UNREACHABLE, String.valueOf(e.getMessage()), null));
    }
    if (answer.stock() != null) {
      return answer.stock();
    }
    throw new ProbeRefusedException(PeerEnds.problem(answer));
  }

  /** The session ends with the connection. */
  @Override
  public void close() {
    agent.close();
  }
}
