package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.ControlSettings.Credentials;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.discovery.ConfiguredPeers;
import io.kvlane.agent.peer.PeerRequest.Close;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.agent.peer.PeerServer.Listening;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.NodeBudget;
import io.kvlane.agent.transfer.ScriptedProbe;
import io.kvlane.agent.transfer.ScriptedProbe.Script;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with real TLS before a probe process that moves nothing. */
@Timeout(60)
class PeerServerTest {

  private static final Duration ENOUGH = Duration.ofSeconds(30);
  private static final TransferShape SHAPE = new TransferShape(2, 2, 4096);

  @TempDir private static Path files;

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private ProbeSlot responder;
  private NodeLock lock;
  private PeerServer server;
  private Peer peer;

  @BeforeAll
  static void makeCertificates() throws Exception {
    for (String name : List.of("ours", "strange")) {
      Certificates.make(Files.createDirectory(files.resolve(name)));
    }
  }

  private static Path ours() {
    return files.resolve("ours");
  }

  private static Path strange() {
    return files.resolve("strange");
  }

  @BeforeEach
  void serve() throws Exception {
    peer = new Peer("node-1", "127.0.0.1", freePort());
    responder =
        new ProbeSlot("responder", ScriptedProbe.launch(Script.NOTHING), ENOUGH, Nodes.CLOCK);
    lock = NodeLock.in(StateDirectory.open(directory));
    server = server(settings(), responder, vertx);
    server.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private PeerServer server(Settings settings, ProbeSlot serving, Vertx on) {
    return new PeerServer(
        settings,
        new PeerSessions(
            serving,
            lock,
            new NodeBudget(ByteBudget.full(16 << 20, Duration.ofMinutes(1), System.nanoTime())),
            new PeerMeetings(new ConfiguredPeers(settings, Nodes.NOW), "node-1"),
            Nodes.node(),
            settings,
            Nodes.CLOCK),
        on);
  }

  @AfterEach
  void end() throws Exception {
    server.close();
    responder.close();
    lock.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Settings settings() {
    return Nodes.settings(
        directory,
        new ControlSettings(peer.host(), peer.port(), Optional.of(credentials(ours())), List.of()));
  }

  private static Credentials credentials(Path files) {
    return new Credentials(
        files.resolve("agent.crt"), files.resolve("agent.key"), files.resolve("ca.crt"));
  }

  private NetClient client(Credentials credentials) {
    return vertx.createNetClient(ControlOptions.client(credentials, ENOUGH));
  }

  private PeerConnection connect() throws IOException, InterruptedException {
    return PeerConnection.connect(client(credentials(ours())), peer, ENOUGH);
  }

  private static Open open(Intent intent, TransferShape shape, long lastsMillis) {
    return new Open(
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

  private static PeerAnswer open(PeerConnection agent) throws IOException, InterruptedException {
    return agent.ask(PeerRequest.opening(open(Intent.BASELINE, SHAPE, ENOUGH.toMillis())), ENOUGH);
  }

  private static PeerAnswer close(PeerConnection agent) throws IOException, InterruptedException {
    return agent.ask(PeerRequest.closing(new Close(4, 4096, 1000)), ENOUGH);
  }

  /** Asks again while the answer is "not now". */
  private static PeerAnswer openInTheEnd(PeerConnection agent)
      throws IOException, InterruptedException {
    PeerAnswer answer = open(agent);
    while (answer.notNow() != null) {
      answer = open(agent);
    }
    return answer;
  }

  private void assertLockIsFree() throws IOException {
    Optional<FileLock> held = lock.tryAcquire();
    while (held.isEmpty()) {
      Thread.onSpinWait();
      held = lock.tryAcquire();
    }
    held.get().release();
  }

  @Test
  void shouldSayThatItListens() {
    assertThat(server.listening())
        .isEqualTo(new Listening(true, "listening on 127.0.0.1 port " + peer.port()));
  }

  @Test
  void shouldSayThatItDoesNotListenYet() {
    try (PeerServer second = server(settings(), responder, vertx)) {
      assertThat(second.listening()).isEqualTo(new Listening(false, "not listening yet"));
    }
  }

  @Test
  void shouldSayWhyItCannotListen() throws Exception {
    // Within one Vertx, servers may share a port.
    Vertx other = Vertx.vertx();
    try (PeerServer second = server(settings(), responder, other)) {
      assertThat(second.start().toCompletionStage().toCompletableFuture())
          .failsWithin(ENOUGH)
          .withThrowableThat()
          .withMessageContaining("Address already in use");
      assertThat(second.listening())
          .isEqualTo(
              new Listening(
                  false,
                  "cannot listen on 127.0.0.1 port " + peer.port() + ": Address already in use"));
    } finally {
      other.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldSayThatItHasNothingToListenWith() {
    Settings without =
        Nodes.settings(
            directory, new ControlSettings(peer.host(), peer.port(), Optional.empty(), List.of()));
    try (PeerServer none = server(without, responder, vertx)) {
      assertThat(none.start().succeeded()).isTrue();
      assertThat(none.listening())
          .isEqualTo(new Listening(true, "not listening: there are no certificates"));
    }
  }

  @Test
  void shouldOpenASessionAndSayWhatItFoundWhenItIsClosed() throws Exception {
    try (PeerConnection agent = connect()) {
      assertThat(open(agent).connection()).isNotNull();
      assertThat(lock.tryAcquire()).isEmpty();

      assertThat(agent.ask(PeerRequest.arming(7), ENOUGH).armed()).isTrue();
      assertThat(close(agent).stock()).satisfies(stock -> assertThat(stock.verified()).isTrue());
      assertLockIsFree();
    }
  }

  @Test
  void shouldServeOneSessionAtATime() throws Exception {
    try (PeerConnection one = connect();
        PeerConnection other = connect()) {
      open(one);

      assertThat(open(other).notNow())
          .isEqualTo(new NotNow(NotNow.Reason.BUSY, "it serves another node"));
      close(one);
      assertThat(open(other).connection()).isNotNull();
    }
  }

  @Test
  void shouldAnswerNotNowWhileItsNodeTransfersItself() throws Exception {
    try (PeerConnection agent = connect();
        FileLock held = lock.tryAcquire().orElseThrow()) {
      assertThat(held.isValid()).isTrue();
      assertThat(open(agent).notNow())
          .isEqualTo(new NotNow(NotNow.Reason.BUSY, "it is in a transfer of its own"));
    }
  }

  @Test
  void shouldEndASessionWithItsConnection() throws Exception {
    try (PeerConnection gone = connect()) {
      open(gone);
    }

    try (PeerConnection next = connect()) {
      assertThat(openInTheEnd(next).connection()).isNotNull();
    }
  }

  @Test
  void shouldEndASessionThatLastsTooLong() throws Exception {
    try (PeerConnection slow = connect();
        PeerConnection next = connect()) {
      slow.ask(PeerRequest.opening(open(Intent.BASELINE, SHAPE, 1)), ENOUGH);

      assertThat(openInTheEnd(next).connection()).isNotNull();
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> close(slow));
    }
  }

  @Test
  void shouldHangUpWhenItKeepsEnoughConnections() throws Exception {
    List<PeerConnection> kept = new ArrayList<>();
    try {
      for (int i = 0; i < PeerServer.MOST_CONNECTIONS; i++) {
        kept.add(connect());
      }
      // Asked, so that the server has seen the last of them.
      assertThat(open(kept.getLast()).connection()).isNotNull();

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> {
            try (PeerConnection tooMany = connect()) {
              open(tooMany);
            }
          });
    } finally {
      kept.forEach(PeerConnection::close);
    }
  }

  @Test
  void shouldRefuseToArmOrCloseWhatIsNotOpen() throws Exception {
    try (PeerConnection one = connect();
        PeerConnection other = connect()) {
      open(one);

      assertThat(other.ask(PeerRequest.arming(7), ENOUGH).problem())
          .isEqualTo(close(other).problem())
          .isEqualTo(
              new Problem(Problem.Kind.INVALID, "there is no session: it took too long", null));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Intent.class,
      names = {"LOCAL", "FORCED"})
  void shouldRefuseIntentsThatStayInsideANode(Intent intent) throws Exception {
    assertRefused(
        open(intent, SHAPE, 1000), "a transfer between nodes has no intent " + intent.label());
  }

  @Test
  void shouldRefuseMoreBytesThanItsOwnRunsMove() throws Exception {
    assertRefused(
        open(Intent.DEFAULT, TransferShape.contiguous((64 << 20) + 1), 1000),
        "67108865 bytes are more than its kvlane.transfer.max-bytes, 67108864: set the same on all"
            + " nodes");
  }

  private void assertRefused(Open wanted, String message) throws Exception {
    try (PeerConnection agent = connect()) {
      assertThat(agent.ask(PeerRequest.opening(wanted), ENOUGH).problem())
          .isEqualTo(new Problem(Problem.Kind.INVALID, message, null));
      assertLockIsFree();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"regions\":-1,\"blocksPerRegion\":-1,\"descriptorBytes\":4096}",
        "{\"regions\":2147483647,\"blocksPerRegion\":2147483647,\"descriptorBytes\":2147483647}",
        "{\"regions\":1,\"blocksPerRegion\":1}"
      })
  void shouldHangUpOnAShapeThatIsNone(String shape) throws Exception {
    String asked =
        PeerProtocol.line(PeerRequest.opening(open(Intent.BASELINE, SHAPE, 1000))).toString();
    assertHangsUp(Buffer.buffer(asked.replaceFirst("\"shape\":\\{[^}]*}", "\"shape\":" + shape)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\n",
        "null\n",
        "{}\n",
        "{\"v\":1}\n",
        "{\"v\":1,\"open\":{}}\n",
        "{\"v\":1,\"close\":{\"descriptors\":1}}\n",
        "{\"v\":1,\"close\":{\"descriptors\":1,\"descriptorBytes\":1},\"more\":1}\n"
      })
  void shouldHangUpOnNonsense(String said) throws Exception {
    assertHangsUp(Buffer.buffer(said));
  }

  @Test
  void shouldHangUpOnALineWithoutEnd() throws Exception {
    assertHangsUp(Buffer.buffer(new byte[PeerProtocol.MOST_LINE_BYTES + 1]));
  }

  @Test
  void shouldHangUpOnAQuestionBeforeTheAnswer() throws Exception {
    Buffer question =
        PeerProtocol.line(PeerRequest.opening(open(Intent.BASELINE, SHAPE, ENOUGH.toMillis())));
    assertHangsUp(question.copy().appendBuffer(question));
    assertLockIsFree();
  }

  private void assertHangsUp(Buffer said) throws Exception {
    NetSocket socket =
        client(credentials(ours()))
            .connect(peer.port(), peer.host())
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    socket.closeHandler(_ -> ended.complete(true));
    socket.write(said);

    assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldNotAnswerToACertificateOfAnotherAuthority() {
    assertNotAnswered(
        client(
            new Credentials(
                strange().resolve("agent.crt"),
                strange().resolve("agent.key"),
                ours().resolve("ca.crt"))));
  }

  @Test
  void shouldNotAnswerWithoutACertificate() {
    assertNotAnswered(
        vertx.createNetClient(
            new NetClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setHostnameVerificationAlgorithm("")));
  }

  private void assertNotAnswered(NetClient stranger) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> {
          try (PeerConnection agent = PeerConnection.connect(stranger, peer, ENOUGH)) {
            open(agent);
          }
        });
    assertThat(responder.report().pid()).as("a probe process").isEmpty();
  }

  @Test
  void shouldNotTrustAServerOfAnotherAuthority() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> PeerConnection.connect(client(credentials(strange())), peer, ENOUGH).close());
  }
}
