package io.kvlane.probes.libc;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.path.SocketBytes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnTcpSocketsTest {

  private static final int BYTES = 50_000;
  private static final int ANSWER_BYTES = 1;

  private ServerSocketChannel listener;
  private SocketChannel sender;
  private SocketChannel receiver;

  @BeforeEach
  void connect() throws Exception {
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    sender = SocketChannel.open(listener.getLocalAddress());
    receiver = listener.accept();
  }

  @AfterEach
  void close() throws Exception {
    sender.close();
    receiver.close();
    listener.close();
  }

  @Test
  void shouldCountWhatWasCarriedSinceAnEarlierReading() throws Exception {
    carry(BYTES);
    OwnTcpSockets before = OwnTcpSockets.read();
    carry(BYTES);
    carry(1);

    SocketBytes carried = OwnTcpSockets.read().since(before);

    assertThat(carried.receivedBytes()).isEqualTo(BYTES + 1 + 2 * ANSWER_BYTES);
    assertThat(carried.ackedBytes()).isGreaterThanOrEqualTo(BYTES + 1);
    assertThat(carried.sockets()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void shouldCountNothingWhereNothingWasCarried() throws Exception {
    carry(BYTES);
    OwnTcpSockets before = OwnTcpSockets.read();

    SocketBytes carried = OwnTcpSockets.read().since(before);

    assertThat(carried.receivedBytes()).isZero();
    assertThat(carried.ackedBytes()).isLessThanOrEqualTo(ANSWER_BYTES);
  }

  @Test
  void shouldCountSocketsThatWereOpenedMeanwhile() throws Exception {
    OwnTcpSockets before = OwnTcpSockets.read();
    try (SocketChannel late = SocketChannel.open(listener.getLocalAddress());
        SocketChannel accepted = listener.accept()) {
      late.write(ByteBuffer.allocate(100));
      readFully(accepted, 100);

      assertThat(OwnTcpSockets.read().since(before).receivedBytes()).isEqualTo(100);
    }
  }

  @Test
  void shouldLeaveOutWhatIsNoTcpSocket() throws Exception {
    OwnTcpSockets before = OwnTcpSockets.read();
    int sockets = before.since(before).sockets();
    try (ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        DatagramChannel udp = DatagramChannel.open()) {
      assertThat(unix.isOpen() && udp.isOpen()).isTrue();
      assertThat(OwnTcpSockets.read().since(before).sockets()).isEqualTo(sockets);
    }
  }

  /** Sends, and waits for an answer, which also acknowledges. */
  private void carry(int bytes) throws Exception {
    ByteBuffer content = ByteBuffer.allocate(bytes);
    while (content.hasRemaining()) {
      sender.write(content);
    }
    readFully(receiver, bytes);
    receiver.write(ByteBuffer.allocate(ANSWER_BYTES));
    readFully(sender, ANSWER_BYTES);
  }

  private static void readFully(SocketChannel channel, int bytes) throws Exception {
    channel.socket().getInputStream().readNBytes(bytes);
  }
}
