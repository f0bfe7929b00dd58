package io.kvlane.core.snapshot;

import java.util.Map;
import java.util.Optional;

/**
 * The state of one probe process.
 *
 * @param role {@code initiator} or {@code responder}
 * @param pid process id while it runs
 * @param ends how often it ended for each reason, since the agent started
 * @param lastEnd how it ended last
 */
public record ProcessReport(
    String role,
    Optional<Long> pid,
    Map<ProcessEnd.Reason, Long> ends,
    Optional<ProcessEnd> lastEnd) {

  /** Takes a copy of the counts. */
  public ProcessReport {
    ends = Map.copyOf(ends);
  }
}
