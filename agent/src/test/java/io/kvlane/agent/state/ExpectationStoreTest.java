package io.kvlane.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kvlane.agent.state.ExpectationStore.Learned;
import io.kvlane.core.path.ExpectedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationStoreTest {

  private static final Learned LEARNED =
      new Learned(ExpectedPath.RDMA, Instant.parse("2026-03-01T12:00:00.123456789Z"));

  @TempDir private Path directory;

  private Path file;
  private ExpectationStore store;

  @BeforeEach
  void openStore() throws Exception {
    file = directory.resolve("expectation.json");
    store = new ExpectationStore(StateDirectory.open(directory), Optional.of("this-machine"));
  }

  @Test
  void shouldHoldNothingAtFirst() throws IOException {
    assertThat(store.load()).isEmpty();
  }

  @Test
  void shouldGiveBackWhatWasSaved() throws IOException {
    store.save(LEARNED);

    assertThat(store.load()).contains(LEARNED);
  }

  @Test
  void shouldReplaceWhatWasSaved() throws IOException {
    store.save(LEARNED);
    Learned later = new Learned(ExpectedPath.GPUDIRECT_RDMA, LEARNED.learnedAt().plusSeconds(1));

    store.save(later);

    assertThat(store.load()).contains(later);
    assertThat(directory.toFile().list()).containsExactly("expectation.json");
  }

  @Test
  void shouldKeepItsFormat() throws IOException {
    store.save(LEARNED);

    assertThat(file)
        .hasContent(
            "{\"version\":1,\"machineId\":\"this-machine\",\"expectedPath\":\"rdma\","
                + "\"learnedAt\":\"2026-03-01T12:00:00.123456789Z\"}");
  }

  @Test
  void shouldLearnNothingFromAnotherMachinesDisk() throws Exception {
    new ExpectationStore(StateDirectory.open(directory), Optional.of("another-machine"))
        .save(LEARNED);

    assertThat(store.load()).isEmpty();
  }

  @Test
  void shouldRememberOnAMachineWithoutIdentity() throws Exception {
    ExpectationStore nameless =
        new ExpectationStore(StateDirectory.open(directory), Optional.empty());
    nameless.save(LEARNED);

    assertThat(nameless.load()).contains(LEARNED);
    assertThat(store.load()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "[]",
        "no json",
        "{\"version\":1}",
        "{\"version\":1,\"machineId\":\"this-machine\"}",
        "{\"version\":1,\"machineId\":\"this-machine\",\"expectedPath\":\"fast\",\"learnedAt\":"
            + "\"2026-03-01T12:00:00Z\"}",
        "{\"version\":1,\"machineId\":\"this-machine\",\"expectedPath\":\"rdma\",\"learnedAt\":"
            + "\"yesterday\"}"
      })
  void shouldSayWhatToDoAboutADamagedFile(String content) throws IOException {
    Files.writeString(file, content);

    assertThatIOException()
        .isThrownBy(store::load)
        .withMessage("%s is damaged: run `kvlane expectation reset` to learn anew", file);
  }

  @Test
  void shouldNotGuessAtAnotherVersion() throws IOException {
    Files.writeString(file, "{\"version\":2,\"evidence\":{\"runs\":3}}");

    assertThatIOException()
        .isThrownBy(store::load)
        .withMessage("%s has version 2, not 1: run `kvlane expectation reset` to learn anew", file);
  }

  @Test
  void shouldForget() throws IOException {
    store.save(LEARNED);

    assertThat(store.reset()).isTrue();
    assertThat(store.load()).isEmpty();
    assertThat(store.reset()).isFalse();
  }

  @Test
  void shouldForgetADamagedFile() throws IOException {
    Files.writeString(file, "{");

    assertThat(store.reset()).isTrue();
    assertThat(store.load()).isEmpty();
  }

  @Test
  void shouldKeepTheOldOnAFullDisk() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=8k", "kvlane-test", disk.toString()))
        .as("mounting a small file system needs root")
        .isZero();
    try {
      ExpectationStore full =
          new ExpectationStore(StateDirectory.open(disk), Optional.of("this-machine"));
      full.save(LEARNED);
      Files.write(disk.resolve("filler"), new byte[4096]);

      assertThatIOException()
          .isThrownBy(() -> full.save(new Learned(ExpectedPath.GPUDIRECT_RDMA, Instant.EPOCH)))
          .withMessageContaining("No space left on device");

      assertThat(full.load()).contains(LEARNED);
      assertThat(disk.toFile().list()).containsExactlyInAnyOrder("expectation.json", "filler");
    } finally {
      run("umount", disk.toString());
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noSuchProgram) {
      return 127;
    }
  }
}
