package io.kvlane.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvlane.agent.config.ConfigException;
import java.io.BufferedReader;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLockTest {

  @TempDir private Path directory;

  private StateDirectory state;

  @BeforeEach
  void openState() throws ConfigException {
    state = StateDirectory.open(directory);
  }

  /** Another process: takes the lock, says so, and holds it until its standard input ends. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      NodeLock lock = NodeLock.in(StateDirectory.open(Path.of(arguments[0])));
      System.out.println(lock.tryAcquire().isPresent() ? "held" : "refused");
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  private Process holder() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void shouldGiveTheLockToOneProcessAtATime() throws Exception {
    Process other = holder();
    try (NodeLock lock = NodeLock.in(state);
        BufferedReader said = other.inputReader()) {
      assertThat(said.readLine()).isEqualTo("held");
      assertThat(lock.tryAcquire()).isEmpty();

      other.destroyForcibly().waitFor();

      assertThat(lock.tryAcquire()).isPresent();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void shouldRefuseTheLockToAnotherProcess() throws Exception {
    try (NodeLock lock = NodeLock.in(state)) {
      assertThat(lock.tryAcquire()).isPresent();
      Process other = holder();
      try (BufferedReader said = other.inputReader()) {
        assertThat(said.readLine()).isEqualTo("refused");
      } finally {
        other.destroyForcibly();
      }
    }
  }

  @Test
  void shouldRefuseTheLockToAnotherPartOfThisProcess() throws Exception {
    try (NodeLock lock = NodeLock.in(state);
        NodeLock another = NodeLock.in(state)) {
      FileLock held = lock.tryAcquire().orElseThrow();
      assertThat(another.tryAcquire()).isEmpty();

      held.release();

      assertThat(another.tryAcquire()).isPresent();
    }
  }

  @Test
  void shouldSayWhatCannotBeOpened() throws Exception {
    Files.createDirectory(directory.resolve("transfer.lock"));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> NodeLock.in(state))
        .withMessageStartingWith(
            "kvlane.state-directory: cannot open " + directory.resolve("transfer.lock") + ": ");
  }
}
