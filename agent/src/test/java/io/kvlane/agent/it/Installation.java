package io.kvlane.agent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The source tree whose build is tested, and what lies around it. */
final class Installation {

  private Installation() {}

  /** Root of the source tree. */
  static Path root() {
    return Path.of(System.getProperty("kvlane.probe.home", "")).resolve("../../..").normalize();
  }

  /** The command line. */
  static Path launcher() {
    return root().resolve("kvlane");
  }

  /** A port of the loopback interface that is free now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program on the path or among the tools that the build fetched. */
  static Optional<Path> tool(String name) {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of),
            Stream.of(root().resolve(".tools/bin")))
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
