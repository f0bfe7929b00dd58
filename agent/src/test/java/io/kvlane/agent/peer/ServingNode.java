package io.kvlane.agent.peer;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.ControlSettings.Credentials;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.discovery.ConfiguredPeers;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.NodeBudget;
import io.kvlane.agent.transfer.ScriptedProbe;
import io.kvlane.agent.transfer.ScriptedProbe.Script;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.probes.process.ProbeSlot;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A node that serves others over real TLS, before a probe process that moves nothing. */
final class ServingNode implements AutoCloseable {

  static final Duration ENOUGH = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final ProbeSlot responder;
  private final NodeLock lock;
  private final PeerServer server;
  private final Peer peer;
  private final NodeState state = Nodes.node();

  /**
   * A node that listens.
   *
   * @param directory for its state
   * @param certificates directory that holds them
   * @param budget of the node
   */
  ServingNode(Path directory, Path certificates, ByteBudget budget, Vertx vertx) throws Exception {
    this.vertx = vertx;
    this.peer = new Peer("node-1", "127.0.0.1", freePort());
    this.responder =
        new ProbeSlot("responder", ScriptedProbe.launch(Script.NOTHING), ENOUGH, Nodes.CLOCK);
    this.lock = NodeLock.in(StateDirectory.open(directory));
    Settings settings =
        Nodes.settings(
            directory,
            new ControlSettings(
                peer.host(),
                peer.port(),
                Optional.of(credentials(certificates)),
                List.of(new Peer("node-2", "127.0.0.1", 1))));
    PeerSessions sessions =
        new PeerSessions(
            responder,
            lock,
            new NodeBudget(budget),
            new PeerMeetings(new ConfiguredPeers(settings, Nodes.CLOCK), peer.name()),
            state,
            settings,
            Nodes.CLOCK);
    // Tests ask more often than nodes.
    AskingRate rate = new AskingRate(60_000, 1000);
    this.server = new PeerServer(settings.control(), Patience.of(settings), rate, sessions, vertx);
    server.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  static ByteBudget plenty() {
    return ByteBudget.full(1 << 30, Duration.ofMinutes(1), System.nanoTime());
  }

  static Credentials credentials(Path files) {
    return new Credentials(
        files.resolve("agent.crt"), files.resolve("agent.key"), files.resolve("ca.crt"));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Peer peer() {
    return peer;
  }

  NodeState state() {
    return state;
  }

  /** Waits until nobody transfers on this node. */
  void awaitLockIsFree() throws IOException {
    Optional<FileLock> held = lock.tryAcquire();
    while (held.isEmpty()) {
      held = lock.tryAcquire();
    }
    held.get().release();
  }

  PeerConnection connect(Path certificates) throws IOException, InterruptedException {
    return PeerConnection.connect(
        vertx.createNetClient(ControlOptions.client(credentials(certificates), ENOUGH)),
        peer,
        ENOUGH);
  }

  @Override
  public void close() throws IOException {
    server.close();
    responder.close();
    lock.close();
  }
}
