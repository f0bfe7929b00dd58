package io.kvlane.probes.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Two ends of one connection.
 *
 * @param near the end of what is tested
 * @param far the end of the test
 */
public record SocketPair(SocketChannel near, SocketChannel far) implements AutoCloseable {

  /** Connects two sockets. */
  public static SocketPair open() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new SocketPair(SocketChannel.open(listener.getLocalAddress()), listener.accept());
    }
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }
}
