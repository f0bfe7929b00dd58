package io.kvlane.agent.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.transfer.Labelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The learned expectation on disk: versioned, and bound to the machine, so that a copied disk image
 * teaches nothing to another node. Not safe for several threads; agent and command line may use the
 * same file.
 */
public final class ExpectationStore {

  private static final int VERSION = 1;
  private static final String FILE = "expectation.json";
  private static final String RESET = "run `kvlane expectation reset` to learn anew";

  /** A later version may have more fields; its number decides, not they. */
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final StateDirectory directory;
  private final String machineId;

  /**
   * The store of a machine.
   *
   * @param machineId identity of this machine, empty when it has none
   */
  public ExpectationStore(StateDirectory directory, Optional<String> machineId) {
    this.directory = directory;
    this.machineId = machineId.orElse("");
  }

  /**
   * What was learned.
   *
   * @param path the expectation
   * @param learnedAt when it was learned
   */
  public record Learned(ExpectedPath path, Instant learnedAt) {}

  /** The file's content. */
  record Content(int version, String machineId, String expectedPath, String learnedAt) {}

  /**
   * Reads what was learned on this machine.
   *
   * @return empty when nothing was, or when the file is another machine's
   * @throws IOException when there is a file that cannot be understood; the message says what to do
   */
  public Optional<Learned> load() throws IOException {
    byte[] json;
    try {
      json = Files.readAllBytes(file());
    } catch (NoSuchFileException nothingLearned) {
      return Optional.empty();
    }
    try {
      Content content = JSON.readValue(json, Content.class);
      if (content.version() != VERSION) {
        throw new IOException(
            file() + " has version " + content.version() + ", not " + VERSION + ": " + RESET);
      }
      if (!content.machineId().equals(machineId)) {
        return Optional.empty();
      }
      return Optional.of(
          new Learned(
              Labelled.parse(ExpectedPath.class, content.expectedPath()),
              Instant.parse(content.learnedAt())));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(file() + " is damaged: " + RESET, e);
    }
  }

  /** Replaces what was learned. */
  public void save(Learned learned) throws IOException {
    directory.replace(
        FILE,
        JSON.writeValueAsBytes(
            new Content(
                VERSION, machineId, learned.path().label(), learned.learnedAt().toString())));
  }

  /**
   * Forgets.
   *
   * @return whether there was anything to forget
   */
  public boolean reset() throws IOException {
    return Files.deleteIfExists(file());
  }

  private Path file() {
    return directory.path().resolve(FILE);
  }
}
