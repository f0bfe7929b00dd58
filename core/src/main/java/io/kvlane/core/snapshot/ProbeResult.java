package io.kvlane.core.snapshot;

import java.util.Optional;

/**
 * What one look at the machine gave. "Not there" is not "failed".
 *
 * @param <T> what is observed
 */
public sealed interface ProbeResult<T> {

  /** The label of {@code kvlane_probe_outcome}. */
  String outcome();

  /** Why it was not read, one line; empty when it was. */
  default Optional<String> problem() {
    return switch (this) {
      case Observed<T> observed -> Optional.empty();
      case NotPresent<T> absent -> Optional.of(absent.reason());
      case Failed<T> failed -> Optional.of(failed.reason());
      case TimedOut<T> late -> Optional.of(late.reason());
    };
  }

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
