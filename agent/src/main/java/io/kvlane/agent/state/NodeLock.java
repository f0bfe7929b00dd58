package io.kvlane.agent.state;

import io.kvlane.agent.config.ConfigException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The lock that every kvlane process of a node takes for a transfer, so that agent, checks and runs
 * on demand never transfer at once. The kernel gives it back when a process ends, however it ends.
 */
public final class NodeLock implements AutoCloseable {

  private static final String FILE = "transfer.lock";

  private final FileChannel channel;

  private NodeLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens the lock's file. */
  public static NodeLock in(StateDirectory directory) throws ConfigException {
    Path file = directory.path().resolve(FILE);
    try {
      return new NodeLock(
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new ConfigException("kvlane.state-directory: cannot open " + file + ": " + e, e);
    }
  }

  /** Takes the lock; empty when another process holds it, or another part of this one. */
  public Optional<FileLock> tryAcquire() throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException heldHere) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
