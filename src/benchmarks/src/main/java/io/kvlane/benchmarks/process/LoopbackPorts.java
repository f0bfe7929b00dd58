package io.kvlane.benchmarks.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** TCP ports of this machine. */
public final class LoopbackPorts {

  private static final Duration POLL = Duration.ofMillis(5);
  private static final String LISTEN = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;

  private LoopbackPorts() {}

  /** A port that was free just now. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Waits until somebody listens on a port, without connecting to it: ucx_perftest's server takes
   * the first connection for its client.
   */
  public static void awaitListener(int port, Duration longest)
      throws IOException, InterruptedException {
    long giveUpAt = System.nanoTime() + longest.toNanos();
    while (!isListening(port)) {
      if (System.nanoTime() - giveUpAt >= 0) {
        throw new IOException("nobody listens on port " + port);
      }
      Thread.sleep(POLL);
    }
  }

  private static boolean isListening(int port) throws IOException {
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      Path path = Path.of(table);
      if (Files.exists(path) && hasListener(Files.readAllLines(path).stream(), port)) {
        return true;
      }
    }
    return false;
  }

  /** Reads the kernel's table of TCP sockets, see proc(5). */
  static boolean hasListener(Stream<String> table, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    return table
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > STATE)
        .anyMatch(fields -> fields[LOCAL_ADDRESS].endsWith(suffix) && fields[STATE].equals(LISTEN));
  }
}
