package io.kvlane.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.kvlane.agent.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  @Test
  void shouldCreateTheDirectoryAndLeaveNothingInIt() throws Exception {
    Path path = directory.resolve("var/lib/kvlane");

    assertThat(StateDirectory.open(path).path()).isEqualTo(path).isEmptyDirectory();
  }

  @Test
  void shouldTakeADirectoryThatIsThere() throws Exception {
    Files.createFile(directory.resolve("expectation.json"));

    StateDirectory.open(directory);

    assertThat(directory.toFile().list()).containsExactly("expectation.json");
  }

  @Test
  void shouldSayWhatToDoWhenItCannotBeWritten() throws IOException {
    // Root may write everywhere, but not below a file.
    Path path = Files.createFile(directory.resolve("file")).resolve("below");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> StateDirectory.open(path))
        .withMessage(
            "kvlane.state-directory: cannot write to %s (Not a directory): make it writable, or set"
                + " kvlane.state-directory to one that is",
            path);
  }

  @Test
  void shouldSayWhatToDoWhenItIsAFile() throws IOException {
    Path path = Files.createFile(directory.resolve("file"));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> StateDirectory.open(path))
        .withMessageStartingWith("kvlane.state-directory: cannot write to " + path);
  }

  @Test
  void shouldReplaceAFileAndLeaveNoOtherBehind() throws Exception {
    StateDirectory state = StateDirectory.open(directory);
    Files.writeString(directory.resolve("name"), "something longer than the new content");

    state.replace("name", CONTENT);

    assertThat(directory.resolve("name")).hasBinaryContent(CONTENT);
    assertThat(directory.toFile().list()).containsExactly("name");
  }

  @Test
  void shouldLeaveNoFileBehindWhenItCannotReplace() throws Exception {
    StateDirectory state = StateDirectory.open(directory);
    Files.createDirectories(directory.resolve("name/not-empty"));

    assertThatIOException().isThrownBy(() -> state.replace("name", CONTENT));

    assertThat(directory.toFile().list()).containsExactly("name");
  }
}
