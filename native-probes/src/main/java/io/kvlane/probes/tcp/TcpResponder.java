package io.kvlane.probes.tcp;

import io.kvlane.probes.engine.ResponderSession;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.engine.TransferException.Kind;
import io.kvlane.probes.libc.HostRegion;
import io.kvlane.probes.protocol.ConnectionData;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Serves a region over one TCP connection, on a thread of its own: the initiator drives, so there
 * is nothing to do in {@link #progress} but to report what went wrong there.
 */
final class TcpResponder implements ResponderSession {

  private static final int REQUEST_BUFFER_BYTES = 256 * Frame.BYTES;

  /** The next in line waits meanwhile. */
  private static final Duration TOKEN_WITHIN = Duration.ofMillis(500);

  private final HostRegion region;
  private final byte[] token = new byte[Frame.TOKEN_BYTES];
  private final ServerSocketChannel listener;
  private final ConnectionData connection;
  private final Thread server;
  private final AtomicReference<@Nullable SocketChannel> accepted = new AtomicReference<>();
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private volatile boolean closed;

  TcpResponder(HostRegion region, InetAddress bindAddress) throws TransferException {
    this.region = region;
    new SecureRandom().nextBytes(token);
    try {
      this.listener = ServerSocketChannel.open().bind(new InetSocketAddress(bindAddress, 0), 1);
      InetSocketAddress bound = (InetSocketAddress) listener.getLocalAddress();
      this.connection =
          new ConnectionData(
              null,
              new ConnectionData.Tcp(
                  bound.getAddress().getHostAddress(),
                  bound.getPort(),
                  Base64.getEncoder().encodeToString(token)));
    } catch (IOException e) {
      throw new TransferException(Kind.FAILED, "cannot listen on " + bindAddress + ": " + e, e);
    }
    this.server = Thread.ofPlatform().daemon().name("kvlane-tcp-responder").start(this::serve);
  }

  @Override
  public ConnectionData connection() {
    return connection;
  }

  /** Reports a failure once, since it is asked again and again. */
  @Override
  public boolean progress() throws TransferException {
    IOException seen = failure.getAndSet(null);
    if (seen != null) {
      throw new TransferException(Kind.FAILED, "TCP responder: " + seen, seen);
    }
    return false;
  }

  private void serve() {
    try {
      while (!closed) {
        try (SocketChannel channel = listener.accept()) {
          accepted.set(channel);
          if (!closed && authenticated(channel)) {
            listener.close();
            answer(channel);
            return;
          }
        }
      }
    } catch (EOFException | ClosedChannelException ended) {
      // The initiator or this session ended: nothing is left to answer.
    } catch (IOException e) {
      failure.set(e);
    }
  }

  /** Whoever knocks: a stranger that leaves, says nothing or the wrong thing harms no session. */
  private boolean authenticated(SocketChannel channel) {
    ByteBuffer shown = ByteBuffer.allocate(Frame.TOKEN_BYTES);
    try (Deadline deadline = new Deadline(channel)) {
      deadline.start(TOKEN_WITHIN);
      readFully(channel, shown);
      return MessageDigest.isEqual(shown.array(), token);
    } catch (IOException stranger) {
      return false;
    }
  }

  private void answer(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    ByteBuffer requests = ByteBuffer.allocateDirect(REQUEST_BUFFER_BYTES);
    List<ByteBuffer> replies = new ArrayList<>();
    while (true) {
      if (channel.read(requests) < 0) {
        throw new EOFException("the initiator closed the connection");
      }
      requests.flip();
      while (requests.remaining() >= Frame.BYTES) {
        Frame request = Frame.readFrom(requests);
        switch (request.kind()) {
          case Frame.READ -> replies.add(slice(request));
          case Frame.WRITE -> receive(channel, requests, slice(request));
          case Frame.FLUSH -> replies.add(ByteBuffer.wrap(new byte[] {Frame.FLUSHED}));
          default -> throw new IOException("unknown request " + request.kind());
        }
      }
      requests.compact();
      writeAll(channel, replies);
      replies.clear();
    }
  }

  private ByteBuffer slice(Frame request) throws IOException {
    try {
      return region.slice(request.offset(), request.length());
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("the initiator asked for " + e.getMessage(), e);
    }
  }

  /** Takes what came together with the requests, then the rest from the socket. */
  private static void receive(SocketChannel channel, ByteBuffer requests, ByteBuffer into)
      throws IOException {
    int together = Math.min(requests.remaining(), into.remaining());
    into.put(requests.slice(requests.position(), together));
    requests.position(requests.position() + together);
    readFully(channel, into);
  }

  static void readFully(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the other end closed the connection");
      }
    }
  }

  static void writeAll(SocketChannel channel, List<ByteBuffer> buffers) throws IOException {
    ByteBuffer[] array = buffers.toArray(ByteBuffer[]::new);
    int first = 0;
    while (first < array.length) {
      if (array[first].hasRemaining()) {
        channel.write(array, first, array.length - first);
      } else {
        first++;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Channels.close(listener);
    Channels.close(accepted.get());
    Channels.join(server);
  }
}
