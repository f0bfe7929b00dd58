package io.kvlane.probes.tcp;

import io.kvlane.core.path.Lane;
import io.kvlane.core.profile.DescriptorLayout;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.engine.InitiatorSession;
import io.kvlane.probes.engine.MoveOrder;
import io.kvlane.probes.engine.Moved;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.engine.TransferException.Kind;
import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.protocol.ConnectionData;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads and writes a responder's region over one TCP connection. One thread. */
final class TcpInitiator implements InitiatorSession {

  /** Requests that are written, or answers that are read, with one system call. */
  private static final int BATCH = 64;

  private final HostRegion region;
  private final SocketChannel channel;
  private final Deadline deadline;

  TcpInitiator(HostRegion region, ConnectionData.Tcp to, Duration timeout)
      throws TransferException {
    this.region = region;
    InetSocketAddress address = new InetSocketAddress(to.host(), to.port());
    byte[] token = Base64.getDecoder().decode(to.token());
    try {
      this.channel = SocketChannel.open();
    } catch (IOException e) {
      throw new TransferException(Kind.FAILED, "cannot open a socket: " + e.getMessage(), e);
    }
    try {
      channel.socket().connect(address, Math.toIntExact(timeout.toMillis()));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      TcpResponder.writeAll(channel, List.of(ByteBuffer.wrap(token)));
    } catch (SocketTimeoutException e) {
      Channels.close(channel);
      throw new TransferException(Kind.UNREACHABLE, address + " did not answer in time", e);
    } catch (IOException e) {
      Channels.close(channel);
      throw new TransferException(Kind.UNREACHABLE, address + ": " + e.getMessage(), e);
    }
    this.deadline = new Deadline(channel);
  }

  @Override
  public Moved move(MoveOrder order) throws TransferException {
    deadline.start(order.failAfter());
    try {
      return order.operation() == Operation.READ ? read(order) : write(order);
    } catch (IOException e) {
      if (deadline.passed()) {
        throw new TransferException(Kind.TIMED_OUT, "TCP: not all bytes moved in time", e);
      }
      throw new TransferException(Kind.UNREACHABLE, "TCP: " + e.getMessage(), e);
    } finally {
      deadline.stop();
    }
  }

  private Moved read(MoveOrder order) throws IOException {
    DescriptorLayout layout = order.layout();
    int descriptors = layout.shape().descriptors();
    long start = System.nanoTime();
    long postNanos = 0;
    int posted = 0;
    int arrived = 0;
    boolean inTime = true;
    while (arrived < posted || (posted < descriptors && inTime)) {
      int batch =
          Math.min(BATCH, Math.min(descriptors - posted, order.window() - posted + arrived));
      if (inTime && batch > 0) {
        long postStart = System.nanoTime();
        postReads(layout, posted, batch);
        posted += batch;
        long now = System.nanoTime();
        postNanos += now - postStart;
        inTime = now - start < order.postFor().toNanos();
      }
      int awaited = Math.min(BATCH, posted - arrived);
      receive(layout, arrived, awaited);
      arrived += awaited;
    }
    return new Moved(arrived, postNanos, System.nanoTime() - start, arrived < descriptors);
  }

  private void postReads(DescriptorLayout layout, int first, int count) throws IOException {
    ByteBuffer requests = ByteBuffer.allocate(count * Frame.BYTES);
    for (int i = first; i < first + count; i++) {
      new Frame(Frame.READ, layout.shape().descriptorBytes(), layout.responderOffset(i))
          .writeTo(requests);
    }
    TcpResponder.writeAll(channel, List.of(requests.flip()));
  }

  private void receive(DescriptorLayout layout, int first, int count) throws IOException {
    ByteBuffer[] parts = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      parts[i] = localPart(layout, first + i);
    }
    int next = 0;
    while (next < count) {
      if (!parts[next].hasRemaining()) {
        next++;
      } else if (channel.read(parts, next, count - next) < 0) {
        throw new IOException("the responder closed the connection");
      }
    }
  }

  private Moved write(MoveOrder order) throws IOException {
    DescriptorLayout layout = order.layout();
    int descriptors = layout.shape().descriptors();
    long start = System.nanoTime();
    int posted = 0;
    do {
      int batch = Math.min(BATCH / 2, Math.min(order.window(), descriptors - posted));
      postWrites(layout, posted, batch);
      posted += batch;
    } while (posted < descriptors && System.nanoTime() - start < order.postFor().toNanos());
    long postNanos = System.nanoTime() - start;
    flush();
    return new Moved(posted, postNanos, System.nanoTime() - start, posted < descriptors);
  }

  private void postWrites(DescriptorLayout layout, int first, int count) throws IOException {
    List<ByteBuffer> parts = new ArrayList<>(2 * count);
    for (int i = first; i < first + count; i++) {
      ByteBuffer request = ByteBuffer.allocate(Frame.BYTES);
      new Frame(Frame.WRITE, layout.shape().descriptorBytes(), layout.responderOffset(i))
          .writeTo(request);
      parts.add(request.flip());
      parts.add(localPart(layout, i));
    }
    TcpResponder.writeAll(channel, parts);
  }

  private void flush() throws IOException {
    ByteBuffer request = ByteBuffer.allocate(Frame.BYTES);
    new Frame(Frame.FLUSH, 0, 0).writeTo(request);
    TcpResponder.writeAll(channel, List.of(request.flip()));
    ByteBuffer answer = ByteBuffer.allocate(1);
    TcpResponder.readFully(channel, answer);
    if (answer.get(0) != Frame.FLUSHED) {
      throw new IOException("the responder answered a flush with " + answer.get(0));
    }
  }

  private ByteBuffer localPart(DescriptorLayout layout, int descriptor) {
    return region.slice(layout.initiatorOffset(descriptor), layout.shape().descriptorBytes());
  }

  /** A TCP connection has no lanes. */
  @Override
  public List<Lane> lanes() {
    return List.of();
  }

  @Override
  public void close() {
    deadline.close();
    Channels.close(channel);
  }
}
