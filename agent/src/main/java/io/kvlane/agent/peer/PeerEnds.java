package io.kvlane.agent.peer;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.ControlSettings.Credentials;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.agent.transfer.PeerBusyException;
import io.kvlane.agent.transfer.ServingEnds;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ServingEnd;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Serving ends on other nodes. */
public final class PeerEnds implements ServingEnds {

  /** Steps with a deadline of which a session consists. */
  private static final int STEPS = 6;

  private final String nodeName;
  private final Map<String, Peer> peers;
  private final @Nullable NetClient client;
  private final Duration startDeadline;
  private final Duration deadline;

  /** Serving ends at the configured peers. */
  public PeerEnds(Settings settings, Vertx vertx) {
    ControlSettings control = settings.control();
    this.nodeName = settings.nodeName();
    this.peers =
        control.peers().stream().collect(Collectors.toMap(Peer::name, Function.identity()));
    this.deadline = settings.deadline();
    this.startDeadline = settings.startDeadline();
    this.client = control.credentials().map(files -> client(files, vertx)).orElse(null);
  }

  private NetClient client(Credentials files, Vertx vertx) {
    NetClient created = vertx.createNetClient(ControlOptions.client(files, deadline));
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
    Peer peer = Optional.ofNullable(peers.get(key.peer().orElse(""))).orElseThrow();
    return PeerConnection.connect(Objects.requireNonNull(client), peer, deadline);
  }

  private ServingEnd opened(PeerConnection agent, Wanted wanted)
      throws IOException, PeerBusyException, ProbeRefusedException, InterruptedException {
    TransferKey key = wanted.key();
    Open open =
        new Open(
            nodeName,
            key.peer().orElseThrow(),
            null,
            key.intent(),
            key.engine(),
            key.operation(),
            key.memory(),
            key.profile(),
            wanted.shape(),
            wanted.layoutSeed(),
            deadline.multipliedBy(STEPS).toMillis(),
            Standing.UNKNOWN);
    // The other node may have to start a probe process first.
    PeerAnswer answer =
        agent.ask(PeerRequest.opening(open), startDeadline.plus(deadline.multipliedBy(2)));
    if (answer.notNow() != null) {
      throw new PeerBusyException(answer.notNow().text());
    }
    if (answer.connection() != null) {
      return new PeerEnd(agent, answer.connection(), deadline);
    }
    throw new ProbeRefusedException(problem(answer));
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
