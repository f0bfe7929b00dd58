package io.kvlane.exporters.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the condition of a node as the agent judges it. Called about every second, it promises:
 *
 * <ol>
 *   <li>prompt: another status or reason is written with the next call, at most every 10 s;
 *   <li>no flooding: while nothing changes, or only figures in the message, there is at most one
 *       read every 5 minutes and one write every 5; where all is equal one every 10, so that a
 *       reader can tell a living agent by the heartbeat; after a failure there are pauses;
 *   <li>resync: what the API server has is compared at the start and every 5 minutes, and mended.
 * </ol>
 */
public final class ConditionPublisher {

  /** How often to compare, and to write a message in which only figures have changed. */
  static final Duration RESYNC = Duration.ofMinutes(5);

  /** How often to write what has not changed. */
  static final Duration HEARTBEAT = Duration.ofMinutes(10);

  /** Least time between two writes. */
  static final Duration GAP = Duration.ofSeconds(10);

  private final ConditionSink sink;
  private final SteadyCondition steady;
  private final Trouble trouble;
  private final PublisherLog log;

  private @Nullable Instant readAt;
  private @Nullable NodeCondition there;
  private Instant writtenAt = Instant.MIN;

  /**
   * A publisher that has not said anything yet.
   *
   * @param node name of the node
   */
  public ConditionPublisher(
      String node, ConditionSink sink, SteadyCondition steady, PublisherLog log) {
    this.sink = sink;
    this.steady = steady;
    this.trouble = new Trouble("node condition " + PathCondition.TYPE, node, log);
    this.log = log;
  }

  /** Takes a verdict, and tells Kubernetes if that is due. May block as long as the sink does. */
  public void publish(PathCondition seen, Instant now) {
    if (trouble.isPausing(now)) {
      steady.see(seen, now);
      return;
    }
    try {
      compare(now);
      Optional<PathCondition> wanted = steady.see(seen, now);
      if (wanted.isPresent() && isDue(wanted.get(), now)) {
        write(wanted.get(), now);
      }
      trouble.succeeded();
    } catch (SinkException e) {
      trouble.failed(e, now);
    }
  }

  /** Says that nobody measures any more, where anything was said. One try: the agent is ending. */
  public void stop(Instant now) {
    if (there == null) {
      return;
    }
    try {
      write(PathCondition.agentStopped(), now);
    } catch (SinkException e) {
      log.warn(
          "node condition %s stays %s although the agent ends: %s"
              .formatted(PathCondition.TYPE, there.status().label(), e.getMessage()));
    }
  }

  private void compare(Instant now) throws SinkException {
    boolean isFirst = readAt == null;
    if (isFirst || isOver(readAt, RESYNC, now)) {
      Optional<NodeCondition> found = sink.read(PathCondition.TYPE);
      there = found.orElse(null);
      readAt = now;
      if (isFirst) {
        found.map(NodeCondition::status).ifPresent(steady::startsFrom);
      }
    }
  }

  private boolean isDue(PathCondition wanted, Instant now) {
    if (!isOver(writtenAt, GAP, now)) {
      return false;
    }
    if (there == null || !wanted.saysTheSameAs(there)) {
      return true;
    }
    return isOver(
        there.heartbeatAt(), wanted.message().equals(there.message()) ? HEARTBEAT : RESYNC, now);
  }

  /** Also where the time lies ahead: then somebody's clock was wrong. */
  private static boolean isOver(@Nullable Instant since, Duration time, Instant now) {
    return since == null || !now.isBefore(since.plus(time)) || since.isAfter(now);
  }

  private void write(PathCondition wanted, Instant now) throws SinkException {
    boolean hasTurned = there == null || there.status() != wanted.status();
    NodeCondition condition =
        new NodeCondition(
            PathCondition.TYPE,
            wanted.status(),
            wanted.reason(),
            wanted.message(),
            now,
            there == null || hasTurned ? now : there.transitionAt());
    sink.write(condition);
    there = condition;
    writtenAt = now;
  }
}
