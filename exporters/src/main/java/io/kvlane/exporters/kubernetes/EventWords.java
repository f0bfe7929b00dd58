package io.kvlane.exporters.kubernetes;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** How a finding's beginning and end are told as events. */
final class EventWords {

  /** Together with the hash it stays below the 253 characters of a name. */
  private static final int MOST_NAME = 200;

  private static final int HASH_BYTES = 8;

  private EventWords() {}

  static NodeEvent begins(Finding finding, EventSubject subject, String node, Instant now) {
    String reason = CamelCase.of(finding.rule());
    return event(
        finding,
        subject,
        node,
        finding.severity() != Severity.INFO,
        reason,
        FindingText.full(finding),
        now);
  }

  static NodeEvent ends(Finding finding, EventSubject subject, String node, Instant now) {
    return event(
        finding,
        subject,
        node,
        false,
        CamelCase.of(finding.rule()) + "Resolved",
        "No longer so: " + FindingText.summary(finding),
        now);
  }

  static NodeEvent leftOut(int count, String node, Instant now) {
    EventSubject subject = new EventSubject.OfNode(node);
    String reason = "EventsLeftOut";
    return new NodeEvent(
        name(subject, node, reason, ""),
        subject,
        false,
        reason,
        "Findings begin and end faster than they are told: events were left out; all findings are"
            + " at /api/v1/findings of kvlane's agent on this node",
        now,
        now,
        count);
  }

  private static NodeEvent event(
      Finding finding,
      EventSubject subject,
      String node,
      boolean isWarning,
      String reason,
      String message,
      Instant now) {
    return new NodeEvent(
        name(subject, node, reason, finding.subject()),
        subject,
        isWarning,
        reason,
        message,
        now,
        now,
        1);
  }

  /** The same for the same finding after a restart, and another for another pod of that name. */
  private static String name(
      EventSubject subject, String node, String reason, String findingSubject) {
    String object = subject.name();
    return (object.length() <= MOST_NAME ? object : object.substring(0, MOST_NAME))
            .replaceFirst("[.-]+$", "")
        + "."
        + hash(subject + "\n" + node + "\n" + reason + "\n" + findingSubject);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
