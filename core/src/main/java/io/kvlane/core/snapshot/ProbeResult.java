package io.kvlane.core.snapshot;

/**
 * What one look at the machine gave. "Not there" is not "failed".
 *
 * @param <T> what is observed
 */
public sealed interface ProbeResult<T> {

  /** The label of {@code kvlane_probe_outcome}. */
  String outcome();

  /** It was read. */
  record Observed<T>(T value) implements ProbeResult<T> {
    @Override
    public String outcome() {
      return "observed";
    }
  }

  /**
   * It is not on this machine.
   *
   * @param reason one line that says what is missing
   * @param fix one line that says how to get it
   */
  record NotPresent<T>(String reason, String fix) implements ProbeResult<T> {
    @Override
    public String outcome() {
      return "not_present";
    }
  }

  /**
   * It could not be read.
   *
   * @param reason one line
   */
  record Failed<T>(String reason) implements ProbeResult<T> {
    @Override
    public String outcome() {
      return "failed";
    }
  }

  /**
   * No answer came in time.
   *
   * @param reason one line
   */
  record TimedOut<T>(String reason) implements ProbeResult<T> {
    @Override
    public String outcome() {
      return "timed_out";
    }
  }
}
