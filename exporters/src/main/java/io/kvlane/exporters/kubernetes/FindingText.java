package io.kvlane.exporters.kubernetes;

import io.kvlane.core.finding.Finding;
import java.util.stream.Collectors;

/**
 * A finding in the words of a condition or an event. Each part is bounded, so that the fix is there
 * however long the evidence; together they stay below the 1,024 characters that an event may have.
 */
final class FindingText {

  private static final int MOST_SUMMARY = 300;
  private static final int MOST_EVIDENCE = 300;
  private static final int MOST_FIX = 400;

  /** Lines of evidence that are worth their place. */
  private static final int LINES = 2;

  private FindingText() {}

  static String full(Finding finding) {
    String evidence =
        Bounded.line(
            finding.evidence().stream().limit(LINES).collect(Collectors.joining("; ")),
            MOST_EVIDENCE);
    return summary(finding)
        + (evidence.isEmpty() ? "" : " Seen: " + evidence + ".")
        + " Fix: "
        + Bounded.line(finding.fix(), MOST_FIX);
  }

  static String summary(Finding finding) {
    return Bounded.line(finding.summary(), MOST_SUMMARY);
  }
}
