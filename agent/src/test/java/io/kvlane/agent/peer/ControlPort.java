package io.kvlane.agent.peer;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.ControlSettings.Credentials;
import io.kvlane.agent.config.Peer;
import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.snapshot.ControlReport;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/** A control port on a loopback address with real TLS, and those who come to it. */
final class ControlPort implements AutoCloseable {

  static final Duration ENOUGH = Duration.ofSeconds(30);

  /** So much that nothing ends by itself. */
  static final Patience ENDLESS = new Patience(ENOUGH, ENOUGH, ENOUGH);

  static final TransferShape SHAPE = new TransferShape(2, 2, 4096);

  final Vertx vertx = Vertx.vertx();
  final Peer peer;
  final PeerServer server;
  private final Path certificates;

  /** A port of a server that a test makes, with certificates in a directory. */
  ControlPort(Path certificates, BiFunction<ControlSettings, Vertx, PeerServer> made)
      throws Exception {
    this.certificates = certificates;
    this.peer = new Peer("node-1", "127.0.0.1", freePort());
    this.server = made.apply(settings(), vertx);
    await(server.start());
  }

  /** A port before sessions that a test makes. */
  ControlPort(Path certificates, Patience patience, Sessions sessions) throws Exception {
    this(
        certificates,
        (control, vertx) -> new PeerServer(control, patience, new AskingRate(), sessions, vertx));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  ControlSettings settings() {
    return new ControlSettings(peer.host(), peer.port(), Optional.of(ours()), List.of());
  }

  /** The server's own certificate, which any peer may have. */
  Credentials ours() {
    return credentials(certificates, "agent");
  }

  static Credentials credentials(Path files, String name) {
    return new Credentials(
        files.resolve(name + ".crt"), files.resolve(name + ".key"), files.resolve("ca.crt"));
  }

  NetClient client() {
    return client(ours());
  }

  NetClient client(Credentials credentials) {
    return vertx.createNetClient(ControlOptions.client(credentials, ENOUGH));
  }

  /** A client whose connections come from another address. */
  NetClient clientFrom(String address) {
    NetClientOptions options = ControlOptions.client(ours(), ENOUGH);
    options.setLocalAddress(address);
    return vertx.createNetClient(options);
  }

  PeerConnection connect() throws IOException, InterruptedException {
    return PeerConnection.connect(client(), peer, ENOUGH);
  }

  /** A connection that has finished its handshake, as the client sees it. */
  NetSocket socket(NetClient client) throws Exception {
    return await(client.connect(peer.port(), peer.host()));
  }

  /** A connection without TLS. */
  Socket plain() throws IOException {
    return new Socket(peer.host(), peer.port());
  }

  /** Says something over TLS, and waits until the server hangs up. */
  void assertHangsUpOn(Buffer said) throws Exception {
    NetSocket socket = socket(client());
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    socket.closeHandler(_ -> ended.complete(true));
    socket.exceptionHandler(_ -> {});
    socket.write(said);
    ended.get(30, TimeUnit.SECONDS);
  }

  ControlReport report() {
    return server.report().orElseThrow();
  }

  void awaitRefusals(Refusal reason, long count) {
    until(
        count + " refusals for " + reason + " in " + report(),
        () -> report().refusals(reason) == count);
  }

  void awaitConnections(int count) {
    until(count + " connections", () -> report().connections() == count);
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Waits until something holds. */
  static void until(String what, BooleanSupplier holds) {
    long giveUpAt = System.nanoTime() + ENOUGH.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - giveUpAt > 0) {
        throw new AssertionError("not within " + ENOUGH.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  static PeerRequest.Open wish(Intent intent, TransferShape shape, long lastsMillis) {
    return new PeerRequest.Open(
        "node-2",
        "node-1",
        null,
        intent,
        Engine.TCP,
        Operation.WRITE,
        Memory.HOST,
        "small",
        shape,
        1,
        lastsMillis,
        Standing.UNKNOWN);
  }

  static PeerRequest opening() {
    return opening(ENOUGH);
  }

  static PeerRequest opening(Duration lasts) {
    return PeerRequest.opening(wish(Intent.BASELINE, SHAPE, lasts.toMillis()));
  }

  static PeerAnswer open(PeerConnection agent) throws IOException, InterruptedException {
    return agent.ask(opening(), ENOUGH);
  }

  static PeerAnswer close(PeerConnection agent) throws IOException, InterruptedException {
    return agent.ask(PeerRequest.closing(new PeerRequest.Close(4, 4096, 1000)), ENOUGH);
  }

  @Override
  public void close() {
    server.close();
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(ENOUGH.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
