package io.kvlane.probes.libc;

import io.kvlane.core.path.SocketBytes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the TCP sockets of this very process have carried, from {@code getsockopt(TCP_INFO)}.
 *
 * <p>Sockets are found as {@code /proc/self/fd} links and told apart by inode (Linux {@code
 * proc(5)}), so the sockets of a library that kvlane did not open itself count as well. Fields are
 * those of {@code struct tcp_info} in {@code linux/tcp.h}; {@code tcpi_bytes_acked} and {@code
 * tcpi_bytes_received} exist since Linux 4.1.
 */
public final class OwnTcpSockets {

  static final int SOL_TCP = 6;
  static final int TCP_INFO = 11;
  static final int INFO_BYTES = 232;
  static final int BYTES_ACKED = 120;
  static final int BYTES_RECEIVED = 128;

  private static final Path OWN_DESCRIPTORS = Path.of("/proc/self/fd");

  private final Map<String, Carried> byInode;

  private OwnTcpSockets(Map<String, Carried> byInode) {
    this.byInode = byInode;
  }

  private record Carried(long receivedBytes, long ackedBytes) {}

  /**
   * Reads all sockets now.
   *
   * @throws IOException when /proc cannot be read or this kernel has no byte counters in TCP_INFO
   */
  public static OwnTcpSockets read() throws IOException {
    Map<String, Carried> found = new HashMap<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN_DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        addSocket(found, descriptor);
      }
    }
    return new OwnTcpSockets(found);
  }

  private static void addSocket(Map<String, Carried> found, Path descriptor) throws IOException {
    String target;
    try {
      target = Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return;
    }
    if (!target.startsWith("socket:")) {
      return;
    }
    NativeStruct info = new NativeStruct(INFO_BYTES);
    NativeStruct length = new NativeStruct(Integer.BYTES).putInt(0, INFO_BYTES);
    int fd = Integer.parseInt(descriptor.getFileName().toString());
    if (LibC.INSTANCE.getsockopt(fd, SOL_TCP, TCP_INFO, info.address(), length.address()) != 0) {
      return;
    }
    if (length.getInt(0) < BYTES_RECEIVED + Long.BYTES) {
      throw new IOException("this kernel's TCP_INFO has no byte counters");
    }
    found.put(target, new Carried(info.getLong(BYTES_RECEIVED), info.getLong(BYTES_ACKED)));
  }

  /** What was carried since an earlier reading; sockets opened meanwhile count from zero. */
  public SocketBytes since(OwnTcpSockets earlier) {
    long received = 0;
    long acked = 0;
    Carried nothing = new Carried(0, 0);
    for (Map.Entry<String, Carried> socket : byInode.entrySet()) {
      Carried before = earlier.byInode.getOrDefault(socket.getKey(), nothing);
      received += socket.getValue().receivedBytes() - before.receivedBytes();
      acked += socket.getValue().ackedBytes() - before.ackedBytes();
    }
    return new SocketBytes(received, acked, byInode.size());
  }
}
