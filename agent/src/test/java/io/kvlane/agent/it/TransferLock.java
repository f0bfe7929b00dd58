package io.kvlane.agent.it;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The node-wide lock, held by another process than the agent: this one. */
final class TransferLock implements AutoCloseable {

  private final FileChannel file;

  private TransferLock(FileChannel file) {
    this.file = file;
  }

  static TransferLock hold(Path stateDirectory) throws IOException {
    Files.createDirectories(stateDirectory);
    FileChannel file =
        FileChannel.open(
            stateDirectory.resolve("transfer.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    file.lock();
    return new TransferLock(file);
  }

  void release() throws IOException {
    file.close();
  }

  @Override
  public void close() throws IOException {
    release();
  }
}
