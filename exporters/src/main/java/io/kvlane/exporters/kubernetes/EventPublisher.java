package io.kvlane.exporters.kubernetes;

import io.kvlane.core.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells once when a finding begins and once when it ends, on the pod that it is about or on the
 * node. What begins again counts on the event that there is. An event's name depends on what it
 * says, so after a restart a finding that lasts finds its event told, and nothing is written.
 *
 * <p>At most one event a call and 10 a minute are told, at most 64 wait; how many were left out is
 * an event of its own.
 */
public final class EventPublisher {

  /** Findings that are followed at a time, and events whose counts are remembered. */
  static final int MOST_FOLLOWED = 256;

  /** How often to say that events were left out. */
  private static final Duration LEFT_OUT_PERIOD = Duration.ofMinutes(1);

  private final String node;
  private final EventSink sink;
  private final BiFunction<String, String, Optional<String>> podUid;
  private final Trouble trouble;
  private final PublisherLog log;
  private final EventQueue queue = new EventQueue();
  private final Map<String, NodeEvent> told = new Remembered();

  private Map<String, Followed> lasting = Map.of();
  private Instant leftOutSaidAt = Instant.MIN;
  private SinkException.@Nullable Kind hopeless;

  /** A finding that lasts. */
  private record Followed(Finding finding, EventSubject subject) {}

  /** The events told last. */
  private static final class Remembered extends LinkedHashMap<String, NodeEvent> {

    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, NodeEvent> eldest) {
      return size() > MOST_FOLLOWED;
    }
  }

  /**
   * A publisher that has not told anything yet.
   *
   * @param node name of the node
   * @param podUid the uid of a pod on this node, by namespace and name
   */
  public EventPublisher(
      String node,
      EventSink sink,
      BiFunction<String, String, Optional<String>> podUid,
      PublisherLog log) {
    this.node = node;
    this.sink = sink;
    this.podUid = podUid;
    this.trouble = new Trouble("events of node " + node, node, log);
    this.log = log;
  }

  /** Compares the findings with those of before. */
  public void see(List<Finding> findings, Instant now) {
    Map<String, Followed> next = new LinkedHashMap<>();
    for (Finding finding : findings) {
      String key = finding.rule() + " " + finding.subject();
      Followed before = lasting.get(key);
      if (before != null) {
        next.put(key, before);
      } else if (next.size() < MOST_FOLLOWED && !next.containsKey(key)) {
        Followed begun = new Followed(finding, EventSubject.of(finding.subject(), node, podUid));
        next.put(key, begun);
        queue.add(EventWords.begins(finding, begun.subject(), node, now));
      }
    }
    lasting.forEach((key, followed) -> {
      if (!next.containsKey(key)) {
        queue.add(EventWords.ends(followed.finding(), followed.subject(), node, now));
      }
    });
    lasting = next;
  }

  /** Tells what is due. May block as long as the sink does. */
  public void tell(Instant now) {
    queue.expire(now);
    if (trouble.isPausing(now)) {
      return;
    }
    NodeEvent leftOut = leftOut(now);
    if (leftOut != null) {
      if (attempt(leftOut, now)) {
        queue.saidWhatWasLeftOut();
        leftOutSaidAt = now;
      }
      return;
    }
    queue
        .next(now)
        .ifPresent(event -> {
          if (attempt(event, now)) {
            queue.remove(event);
          }
        });
  }

  private @Nullable NodeEvent leftOut(Instant now) {
    boolean isDue =
        queue.leftOut() > 0
            && queue.mayTell(now)
            && leftOutSaidAt.plus(LEFT_OUT_PERIOD).isBefore(now);
    return isDue ? EventWords.leftOut(queue.leftOut(), node, now) : null;
  }

  /** Whether the event needs no further try. */
  private boolean attempt(NodeEvent event, Instant now) {
    queue.tried(now);
    try {
      NodeEvent before = told.get(event.name());
      if (before == null) {
        told.put(event.name(), sink.create(event));
      } else {
        NodeEvent again = event.after(before);
        sink.update(again);
        told.put(event.name(), again);
      }
      trouble.succeeded();
      hopeless = null;
      return true;
    } catch (SinkException e) {
      return isHopeless(e, event, now);
    }
  }

  private boolean isHopeless(SinkException failure, NodeEvent event, Instant now) {
    return switch (failure.kind()) {
      case NOT_FOUND, INVALID -> {
        if (failure.kind() != hopeless) {
          hopeless = failure.kind();
          log.warn("an event is left out: " + failure.getMessage());
        }
        queue.leaveOut();
        yield true;
      }
      case NO_CLIENT, AWAY, UNAUTHORIZED, FORBIDDEN, CONFLICT, REFUSED -> {
        trouble.failed(failure, now);
        queue.last(event);
        yield false;
      }
    };
  }
}
