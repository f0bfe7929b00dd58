package io.kvlane.agent.peer;

import io.kvlane.agent.config.ControlSettings.Credentials;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.agent.transfer.PeerBusyException;
import io.kvlane.agent.transfer.ServingEnds;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ServingEnd;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Serving ends on other nodes. One thread.
 *
 * <p>Addresses are looked up for each run, since nodes may change theirs.
 */
public final class PeerEnds implements ServingEnds {

  /** Steps with a deadline of which a session consists. */
  private static final int STEPS = 6;

  /**
   * The kernel of a node that is there accepts in milliseconds, however slow its agent is; one lost
   * packet costs a second.
   */
  private static final Duration ACCEPTED_WITHIN = Duration.ofSeconds(2);

  private final String nodeName;
  private final OtherNodes nodes;
  private final @Nullable NetClient client;
  private final Duration startDeadline;
  private final Duration deadline;
  private final Clock clock;

  private PeerEnds(Settings settings, OtherNodes nodes, Vertx vertx, Clock clock) {
    this.nodeName = settings.nodeName();
    this.nodes = nodes;
    this.deadline = settings.deadline();
    this.startDeadline = settings.startDeadline();
    this.clock = clock;
    this.client = settings.control().credentials().map(files -> client(files, vertx)).orElse(null);
  }

  /**
   * Serving ends at the nodes that the schedule names.
   *
   * @param state told what other nodes say of themselves
   */
  public static PeerEnds scheduled(
      Settings settings, PeerMeetings meetings, NodeState state, Vertx vertx, Clock clock) {
    return new PeerEnds(settings, new OtherNodes.Scheduled(meetings, state), vertx, clock);
  }

  /** Serving ends at one node, whatever the schedule says. */
  public static PeerEnds onDemand(Settings settings, Peer peer, Vertx vertx, Clock clock) {
    return new PeerEnds(settings, new OtherNodes.OnDemand(peer), vertx, clock);
  }

  private NetClient client(Credentials files, Vertx vertx) {
    NetClient created =
        vertx.createNetClient(
            ControlOptions.client(files, deadline)
                .setConnectTimeout(Math.toIntExact(ACCEPTED_WITHIN.toMillis())));
    // Lives as long as the client, which is as long as Vert.x.
    new CredentialWatch(files, vertx, options -> created.updateSSLOptions(options, true));
    return created;
  }

  @Override
  public boolean backsOff(TransferKey key) {
    return false;
  }

  @Override
  public ServingEnd open(Wanted wanted)
      throws PeerBusyException, ProbeRefusedException, InterruptedException {
    try {
      PeerConnection agent = connect(wanted.key());
      try {
        return opened(agent, wanted);
      } catch (IOException | PeerBusyException | ProbeRefusedException | InterruptedException e) {
        agent.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ProbeRefusedException(
          new Problem(Problem.Kind.UNREACHABLE, String.valueOf(e.getMessage()), null));
    }
  }

  private PeerConnection connect(TransferKey key) throws IOException, InterruptedException {
    String name = key.peer().orElseThrow();
    Peer peer =
        nodes
            .address(name)
            .orElseThrow(() -> new IOException("nobody says where the agent of " + name + " is"));
    return PeerConnection.connect(Objects.requireNonNull(client), peer, deadline);
  }

  private ServingEnd opened(PeerConnection agent, Wanted wanted)
      throws IOException, PeerBusyException, ProbeRefusedException, InterruptedException {
    TransferKey key = wanted.key();
    Open open =
        new Open(
            nodeName,
            key.peer().orElseThrow(),
            nodes.with(key.peer().orElseThrow(), clock.instant()).orElse(null),
            key.intent(),
            key.engine(),
            key.operation(),
            key.memory(),
            key.profile(),
            wanted.shape(),
            wanted.layoutSeed(),
            deadline.multipliedBy(STEPS).toMillis(),
            nodes.standing());
    // The other node may have to start a probe process first.
    PeerAnswer answer =
        agent.ask(PeerRequest.opening(open), startDeadline.plus(deadline.multipliedBy(2)));
    if (answer.notNow() != null) {
      throw new PeerBusyException(
          skipReason(answer.notNow().reason()), open.to() + " says: " + answer.notNow().text());
    }
    if (answer.connection() != null) {
      if (answer.standing() != null) {
        nodes.heard(open.to(), answer.standing());
      }
      return new PeerEnd(agent, answer.connection(), deadline);
    }
    throw new ProbeRefusedException(problem(answer));
  }

  private static SkipReason skipReason(NotNow.Reason reason) {
    return switch (reason) {
      case BUSY, VIEWS_DIFFER, RATE, BACKOFF, ENDING -> SkipReason.BUSY;
      case BUDGET -> SkipReason.BUDGET;
      case TURNED_OFF -> SkipReason.PEER_TURNED_OFF;
    };
  }

  /** What went wrong on the other node. */
  static Problem problem(PeerAnswer answer) {
    return answer.problem() == null
        ? new Problem(
            Problem.Kind.FAILED, "the other agent's answer does not fit the question", null)
        : new Problem(
            answer.problem().kind(),
            "on the other node: " + answer.problem().message(),
            answer.problem().fix());
  }

  /** Whether a connection comes about. */
  @Override
  public boolean answers(TransferKey key) throws InterruptedException {
    try {
      connect(key).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void succeeded(TransferKey key) {
    // The other node takes note itself.
  }
}
