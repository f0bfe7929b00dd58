package io.kvlane.exporters.kubernetes;

import java.time.Instant;

/**
 * An event as kvlane tells it. One that happens again keeps its name and counts.
 *
 * @param name name of the event's object, the same after a restart
 * @param subject what it is about
 * @param isWarning whether its type is Warning, else Normal
 * @param reason one word
 * @param message one line of at most 1,024 characters
 * @param firstAt when it happened first
 * @param lastAt when it happened last
 * @param count how often it happened, 1 or more
 */
public record NodeEvent(
    String name,
    EventSubject subject,
    boolean isWarning,
    String reason,
    String message,
    Instant firstAt,
    Instant lastAt,
    int count) {

  /** The same, as it is told now, after what was told of it before. */
  NodeEvent after(NodeEvent before) {
    return new NodeEvent(
        name,
        subject,
        isWarning,
        reason,
        message,
        before.firstAt(),
        lastAt,
        Math.addExact(before.count(), count));
  }

  /** The same with that count and first time. */
  public NodeEvent counting(int times, Instant since) {
    return new NodeEvent(name, subject, isWarning, reason, message, since, lastAt, times);
  }
}
