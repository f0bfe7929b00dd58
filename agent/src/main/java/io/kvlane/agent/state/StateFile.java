package io.kvlane.agent.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A JSON file in the state directory: versioned, and bound to the machine, so that a copied disk
 * image teaches nothing to another node. Not safe for several threads; agent and command line may
 * use the same file.
 *
 * @param <C> its content
 */
final class StateFile<C extends StateFile.Saved> {

  static final int VERSION = 1;

  private static final String RESET = "run `kvlane expectation reset` to learn anew";

  /** A later version may have more fields; its number decides, not they. */
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final StateDirectory directory;
  private final String name;
  private final String machineId;
  private final Class<C> type;

  /** What every content has. */
  interface Saved {
    /** Version of the format. */
    int version();

    /** Identity of the machine that saved it. */
    String machineId();
  }

  StateFile(StateDirectory directory, String name, Optional<String> machineId, Class<C> type) {
    this.directory = directory;
    this.name = name;
    this.machineId = machineId.orElse("");
    this.type = type;
  }

  /** Identity of this machine, empty when it has none. */
  String machineId() {
    return machineId;
  }

  /**
   * Reads what was saved on this machine.
   *
   * @param meaning what the content says; it may throw where the content makes no sense
   * @return empty when nothing was saved, or when the file is another machine's
   * @throws IOException when there is a file that cannot be understood; the message says what to do
   */
  <T> Optional<T> load(Function<C, T> meaning) throws IOException {
    byte[] json;
    try {
      json = Files.readAllBytes(path());
    } catch (NoSuchFileException nothingSaved) {
      return Optional.empty();
    }
    try {
      C content = JSON.readValue(json, type);
      if (content.version() != VERSION) {
        throw new IOException(
            path() + " has version " + content.version() + ", not " + VERSION + ": " + RESET);
      }
      return content.machineId().equals(machineId)
          ? Optional.of(meaning.apply(content))
          : Optional.empty();
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(path() + " is damaged: " + RESET, e);
    }
  }

  /** Replaces what was saved. */
  void save(C content) throws IOException {
    directory.replace(name, JSON.writeValueAsBytes(content));
  }

  /**
   * Forgets.
   *
   * @return whether there was anything to forget
   */
  boolean reset() throws IOException {
    return Files.deleteIfExists(path());
  }

  private Path path() {
    return directory.path().resolve(name);
  }
}
