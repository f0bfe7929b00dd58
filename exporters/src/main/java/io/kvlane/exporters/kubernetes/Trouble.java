package io.kvlane.exporters.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a sink: told once for each kind, and how long to leave the sink alone.
 * Pauses double from 5 s to 5 min, and differ by up to a quarter from node to node, so that not all
 * agents come back at once.
 */
final class Trouble {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int PARTS = 256;

  private final String subject;
  private final int part;
  private final PublisherLog log;
  private SinkException.@Nullable Kind told;
  private Duration pause = FIRST;
  private Instant until = Instant.MIN;

  /**
   * No trouble yet.
   *
   * @param subject what does not work then, such as "the node condition"
   * @param node name of the node, which decides how its pauses differ
   */
  Trouble(String subject, String node, PublisherLog log) {
    this.subject = subject;
    this.part = Math.floorMod(node.hashCode(), PARTS);
    this.log = log;
  }

  /** Whether the sink is to be left alone. */
  boolean isPausing(Instant now) {
    return now.isBefore(until);
  }

  /** The kind that lasts. */
  Optional<SinkException.Kind> lasting() {
    return Optional.ofNullable(told);
  }

  void failed(SinkException failure, Instant now) {
    if (failure.kind() != told) {
      told = failure.kind();
      log.warn(subject + " is not up to date: " + failure.getMessage());
    }
    until = now.plus(pause).plus(pause.multipliedBy(part).dividedBy(4 * PARTS));
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }

  void succeeded() {
    if (told != null) {
      log.info(subject + " is up to date again");
    }
    told = null;
    pause = FIRST;
    until = Instant.MIN;
  }
}
