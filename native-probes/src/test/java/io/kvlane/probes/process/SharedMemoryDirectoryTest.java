package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.testing.Probes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedMemoryDirectoryTest {

  @TempDir private Path parent;

  @Test
  void shouldBeEnteredByThisUserOnly() throws IOException {
    try (SharedMemoryDirectory directory = made()) {
      assertThat(Files.getPosixFilePermissions(directory.path()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void shouldTakeWhatAKilledProcessLeftWithIt() throws IOException {
    SharedMemoryDirectory directory = made();
    Files.createFile(directory.path().resolve("ucx_shm_posix_1"));

    directory.close();

    assertThat(entries()).isEmpty();
  }

  @Test
  void shouldLeaveTheOtherProbeProcessAlone() throws IOException {
    try (SharedMemoryDirectory initiator = made();
        SharedMemoryDirectory responder = made()) {
      Path segment = Files.createFile(initiator.path().resolve("ucx_shm_posix_1"));

      made().close();

      assertThat(segment).exists();
      assertThat(entries()).containsExactlyInAnyOrder(initiator.path(), responder.path());
    }
  }

  @Test
  void shouldRemoveWhatAKilledAgentLeftAndNothingElse() throws Exception {
    Path abandoned = Files.createDirectory(parent.resolve("kvlane-1"));
    Files.createFile(abandoned.resolve("lock"));
    Files.createFile(abandoned.resolve("ucx_shm_posix_1"));
    Path strange = Files.createDirectory(parent.resolve("kvlane-2"));
    Path foreign = Files.createFile(parent.resolve("ucx_shm_posix_2"));
    Path held = Files.createDirectory(parent.resolve("kvlane-3"));
    Process holder = lock(held.resolve("lock"));
    try {
      made().close();

      assertThat(entries()).containsExactlyInAnyOrder(strange, foreign, held);
    } finally {
      holder.destroyForcibly().waitFor();
    }
    made().close();

    assertThat(entries()).containsExactlyInAnyOrder(strange, foreign);
  }

  @Test
  void shouldDoWithoutWhereThereIsNoFileSystemInMemory() {
    assertThat(SharedMemoryDirectory.in(parent.resolve("absent"))).isEmpty();
  }

  private SharedMemoryDirectory made() {
    Optional<SharedMemoryDirectory> directory = SharedMemoryDirectory.in(parent);
    assertThat(directory).isPresent();
    return directory.get();
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.toList();
    }
  }

  /** Another process that holds a lock until it is ended. */
  private static Process lock(Path file) throws IOException {
    List<String> command = Probes.java();
    command.addAll(List.of(LockHolder.class.getName(), file.toString()));
    Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(holder.getInputStream().read()).isEqualTo(LockHolder.HELD);
    return holder;
  }

  /** Locks the file that it is given. */
  static final class LockHolder {

    static final int HELD = '+';

    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
      try (FileChannel channel =
          FileChannel.open(
              Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.write(HELD);
        System.out.flush();
        Thread.currentThread().join();
      }
    }
  }
}
