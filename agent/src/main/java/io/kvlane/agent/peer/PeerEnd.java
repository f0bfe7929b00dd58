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

/** A session that another node's agent has opened. */
final class PeerEnd implements ServingEnd {

  private final PeerConnection agent;
  private final ConnectionData connection;
  private final Duration deadline;

  PeerEnd(PeerConnection agent, ConnectionData connection, Duration deadline) {
    this.agent = agent;
    this.connection = connection;
    this.deadline = deadline;
  }

  @Override
  public ConnectionData serve(SessionSpec spec) {
    return connection;
  }

  @Override
  public void arm(long payloadSeed) throws ProbeRefusedException, InterruptedException {
    PeerAnswer answer = ask(PeerRequest.arming(payloadSeed));
    if (answer.armed() == null) {
      throw new ProbeRefusedException(PeerEnds.problem(answer));
    }
  }

  @Override
  public Settled settle(Settle settle, long transferNanos)
      throws ProbeRefusedException, InterruptedException {
    PeerAnswer answer =
        ask(
            PeerRequest.closing(
                new Close(settle.descriptors(), settle.descriptorBytes(), transferNanos)));
    if (answer.stock() == null) {
      throw new ProbeRefusedException(PeerEnds.problem(answer));
    }
    return answer.stock();
  }

  private PeerAnswer ask(PeerRequest request) throws ProbeRefusedException, InterruptedException {
    try {
      return agent.ask(request, deadline);
    } catch (IOException e) {
      throw new ProbeRefusedException(
          new Problem(Problem.Kind.UNREACHABLE, String.valueOf(e.getMessage()), null));
    }
  }

  /** The session ends with the connection. */
  @Override
  public void close() {
    agent.close();
  }
}
