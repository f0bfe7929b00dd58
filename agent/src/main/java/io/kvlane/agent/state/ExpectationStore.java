package io.kvlane.agent.state;

import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.transfer.Labelled;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The learned expectation on disk. Threads as with {@link StateFile}. */
public final class ExpectationStore {

  private final StateFile<Content> file;

  /**
   * The store of a machine.
   *
   * @param machineId identity of this machine, empty when it has none
   */
  public ExpectationStore(StateDirectory directory, Optional<String> machineId) {
    this.file = new StateFile<>(directory, "expectation.json", machineId, Content.class);
  }

  /**
   * What was learned.
   *
   * @param path the expectation
   * @param learnedAt when it was learned
   */
  public record Learned(ExpectedPath path, Instant learnedAt) {}

  /** The file's content. */
  record Content(int version, String machineId, String expectedPath, String learnedAt)
      implements StateFile.Saved {

    Learned learned() {
      return new Learned(
          Labelled.parse(ExpectedPath.class, expectedPath), Instant.parse(learnedAt));
    }
  }

  /**
   * Reads what was learned on this machine.
   *
   * @return empty when nothing was, or when the file is another machine's
   * @throws IOException when there is a file that cannot be understood; the message says what to do
   */
  public Optional<Learned> load() throws IOException {
    return file.load(Content::learned);
  }

  /** Replaces what was learned. */
  public void save(Learned learned) throws IOException {
    file.save(
        new Content(
            StateFile.VERSION,
            file.machineId(),
            learned.path().label(),
            learned.learnedAt().toString()));
  }

  /**
   * Forgets.
   *
   * @return whether there was anything to forget
   */
  public boolean reset() throws IOException {
    return file.reset();
  }
}
