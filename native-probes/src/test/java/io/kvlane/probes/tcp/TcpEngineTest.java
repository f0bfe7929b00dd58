package io.kvlane.probes.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kvlane.core.profile.PayloadPattern;
import io.kvlane.core.profile.ScatteredLayout;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.engine.InitiatorSession;
import io.kvlane.probes.engine.MoveOrder;
import io.kvlane.probes.engine.Moved;
import io.kvlane.probes.engine.ResponderSession;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.engine.TransferException.Kind;
import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.libc.NativeStruct;
import io.kvlane.probes.libc.OwnTcpSockets;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import io.kvlane.probes.testing.Await;
import io.kvlane.probes.testing.Background;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TcpEngineTest {

  private static final TransferShape SHAPE = new TransferShape(4, 64, 1000);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final long SEED = 0x5eed;

  private final TcpEngine engine = new TcpEngine();
  private final ScatteredLayout layout = new ScatteredLayout(SHAPE, 7);
  private HostRegion local;
  private HostRegion remote;
  private ResponderSession responder;

  @BeforeEach
  void serve() throws Exception {
    local = new HostRegion(SHAPE.totalBytes());
    remote = new HostRegion(SHAPE.totalBytes());
    remote.poison();
    responder = engine.serve(remote, EngineSettings.FROM_ENVIRONMENT);
  }

  @AfterEach
  void close() {
    responder.close();
    remote.close();
    local.close();
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldMoveAtLeastOneDescriptorHoweverShortTheTime(Operation operation) throws Exception {
    try (InitiatorSession initiator = connect()) {
      Moved moved = initiator.move(order(operation, Duration.ZERO, LONG));

      assertThat(moved.descriptors()).isBetween(1, SHAPE.descriptors() - 1);
      assertThat(moved.cutShort()).isTrue();
    }
  }

  @ParameterizedTest(name = "{0} with {1} in flight")
  @CsvSource({"READ, 1", "READ, 3", "READ, 1000", "WRITE, 1", "WRITE, 3", "WRITE, 1000"})
  void shouldMoveEverythingWithAnyWindow(Operation operation, int window) throws Exception {
    try (InitiatorSession initiator = connect()) {
      Moved moved = initiator.move(new MoveOrder(operation, layout, window, LONG, LONG));

      assertThat(moved.descriptors()).isEqualTo(SHAPE.descriptors());
      assertThat(moved.cutShort()).isFalse();
    }
  }

  @Test
  void shouldMoveNothingForAWrongToken() throws Exception {
    try (SocketChannel stranger = knock()) {
      send(stranger, new byte[Frame.TOKEN_BYTES]);
      sendQuietly(stranger, frame(Frame.WRITE, 1000, 0));
      sendQuietly(stranger, new byte[1000]);

      awaitEnd(stranger);
    }
    assertThat(contentOf(remote)).containsOnly(PayloadPattern.POISON);
    assertThatItServesTheRightInitiator();
  }

  @Test
  void shouldServeTheRightInitiatorAfterOneThatBrokeOff() throws Exception {
    SocketChannel stranger = knock();
    send(stranger, new byte[5]);
    stranger.setOption(StandardSocketOptions.SO_LINGER, 0);
    stranger.close();

    assertThatItServesTheRightInitiator();
  }

  @Test
  void shouldServeTheRightInitiatorAfterOneThatSaysNothing() throws Exception {
    try (SocketChannel stranger = knock()) {
      assertThatItServesTheRightInitiator();

      awaitEnd(stranger);
    }
  }

  private void assertThatItServesTheRightInitiator() throws Exception {
    try (InitiatorSession initiator = connect()) {
      remote.fill(SEED);
      initiator.move(order(Operation.READ, LONG, LONG));

      assertThat(
              local.verify(
                  SEED,
                  layout,
                  SHAPE.descriptors(),
                  layout::responderOffset,
                  layout::initiatorOffset))
          .isEmpty();
    }
  }

  @ParameterizedTest(name = "request {0} for {1} bytes at {2}")
  @CsvSource({
    "1, 1, 256000",
    "1, 1000, 255001",
    "1, 1000, -1",
    "1, -1, 0",
    "1, 1000, 9223372036854775807",
    "2, 1, 256000",
    "2, 1000, 9223372036854775000",
    "4, 0, 0",
    "0, 0, 0"
  })
  void shouldEndTheSessionOfAnInitiatorThatAsksForWhatIsNotThere(int kind, int length, long offset)
      throws Exception {
    try (SocketChannel initiator = knock()) {
      send(initiator, Base64.getDecoder().decode(address().token()));
      send(initiator, frame(kind, length, offset));

      awaitEnd(initiator);
    }
    Await.until("the responder reports it", this::hasFailed);
    assertThat(contentOf(remote)).containsOnly(PayloadPattern.POISON);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldFindTheResponderUnreachableOnceItIsClosed(Operation operation) throws Exception {
    try (InitiatorSession initiator = connect()) {
      CountDownLatch moving = new CountDownLatch(1);
      Background<TransferException> failure =
          Background.start(() -> moveUntilItFails(initiator, operation, moving));
      moving.await();
      responder.close();

      assertThat(failure.get().kind()).isEqualTo(Kind.UNREACHABLE);
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldGiveUpOnAResponderThatNeverAnswers(Operation operation) throws Exception {
    try (ServerSocketChannel silent = ServerSocketChannel.open()) {
      silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) silent.getLocalAddress()).getPort();
      try (InitiatorSession initiator =
          connect(new ConnectionData.Tcp("127.0.0.1", port, address().token()))) {
        MoveOrder order = order(operation, LONG, Duration.ofMillis(50));

        assertThat(failureOf(initiator, order).kind()).isEqualTo(Kind.TIMED_OUT);
      }
    }
  }

  @Test
  void shouldFindNobodyAtAClosedPort() throws Exception {
    ConnectionData.Tcp gone = address();
    responder.close();

    assertThatThrownBy(() -> connect(gone))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining(String.valueOf(gone.port()));
  }

  @Test
  void shouldFindNothingWrongWithAnInitiatorThatLeaves() throws Exception {
    connect().close();
    responder.close();

    assertThat(responder.progress()).isFalse();
  }

  @Test
  void shouldNotConnectWithTheDataOfAnotherEngine() {
    ConnectionData ucx = new ConnectionData(new ConnectionData.Ucx("", "", 0), null);

    assertThatThrownBy(() -> engine.connect(local, EngineSettings.FROM_ENVIRONMENT, ucx, LONG))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldOpenNothingForATokenThatIsNone() throws Exception {
    OwnTcpSockets before = OwnTcpSockets.read();

    assertThatThrownBy(() -> connect(new ConnectionData.Tcp("127.0.0.1", address().port(), "?")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(OwnTcpSockets.read().since(before).sockets())
        .isEqualTo(before.since(before).sockets());
  }

  private MoveOrder order(Operation operation, Duration postFor, Duration failAfter) {
    return new MoveOrder(operation, layout, 16, postFor, failAfter);
  }

  private InitiatorSession connect() throws Exception {
    return connect(address());
  }

  private InitiatorSession connect(ConnectionData.Tcp to) throws Exception {
    return engine.connect(
        local, EngineSettings.FROM_ENVIRONMENT, new ConnectionData(null, to), LONG);
  }

  private ConnectionData.Tcp address() {
    return Objects.requireNonNull(responder.connection().tcp());
  }

  private SocketChannel knock() throws IOException {
    return SocketChannel.open(new InetSocketAddress(address().host(), address().port()));
  }

  private boolean hasFailed() {
    try {
      return responder.progress();
    } catch (TransferException e) {
      return e.kind() == Kind.FAILED;
    }
  }

  private TransferException moveUntilItFails(
      InitiatorSession initiator, Operation operation, CountDownLatch moving) {
    while (true) {
      try {
        initiator.move(order(operation, LONG, LONG));
        moving.countDown();
      } catch (TransferException e) {
        return e;
      }
    }
  }

  private static TransferException failureOf(InitiatorSession initiator, MoveOrder order) {
    return Objects.requireNonNull(
        catchThrowableOfType(TransferException.class, () -> initiator.move(order)));
  }

  private static byte[] frame(int kind, int length, long offset) {
    ByteBuffer frame = ByteBuffer.allocate(Frame.BYTES);
    new Frame(kind, length, offset).writeTo(frame);
    return frame.array();
  }

  private static void send(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** The other end may have hung up already, which is just as well. */
  private static void sendQuietly(SocketChannel channel, byte[] bytes) {
    try {
      send(channel, bytes);
    } catch (IOException hungUp) {
      assertThat(hungUp).isNotNull();
    }
  }

  /** Waits until the other end has hung up without having sent anything. */
  private static void awaitEnd(SocketChannel channel) {
    try {
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    } catch (IOException reset) {
      assertThat(reset).isNotNull();
    }
  }

  private static byte[] contentOf(HostRegion region) {
    return NativeStruct.copyFrom(region.address(), Math.toIntExact(region.bytes()));
  }
}
