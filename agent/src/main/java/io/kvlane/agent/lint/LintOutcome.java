package io.kvlane.agent.lint;

import io.kvlane.agent.check.CheckOutcome;
import java.util.Optional;

/** What linting comes to, in the words and with the exit status of a check. */
public final class LintOutcome {

  private LintOutcome() {}

  /** What a result comes to. */
  public static CheckOutcome of(LintResult result) {
    if (result.counts().critical() > 0) {
      return CheckOutcome.CRITICAL;
    }
    if (result.counts().warning() > 0) {
      return CheckOutcome.WARNINGS;
    }
    return unchecked(result).isPresent() ? CheckOutcome.NOT_CHECKED : CheckOutcome.HEALTHY;
  }

  /** What could not be judged and would have to be for a healthy verdict; one line. */
  public static Optional<String> unchecked(LintResult result) {
    long unread = result.notes().stream().filter(LintNote::unread).count();
    if (unread > 0) {
      return Optional.of(
          unread == 1 ? "could not read one part" : "could not read %d parts".formatted(unread));
    }
    return result.counts().workers() == 0
        ? Optional.of("no prefill or decode worker found")
        : Optional.empty();
  }
}
