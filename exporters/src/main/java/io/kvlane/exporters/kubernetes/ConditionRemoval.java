package io.kvlane.exporters.kubernetes;

import java.time.Instant;

/** Removes a condition that nobody keeps any more, and tries until that has succeeded. */
public final class ConditionRemoval {

  private final String node;
  private final String type;
  private final ConditionSink sink;
  private final Trouble trouble;
  private final PublisherLog log;

  /**
   * A removal that is still to be made.
   *
   * @param node name of the node
   * @param type type of the condition
   * @param sink the conditions of that node
   */
  public ConditionRemoval(String node, String type, ConditionSink sink, PublisherLog log) {
    this.node = node;
    this.type = type;
    this.sink = sink;
    this.trouble =
        new Trouble("node condition %s of %s, to be removed,".formatted(type, node), node, log);
    this.log = log;
  }

  /** Name of the node. */
  public String node() {
    return node;
  }

  /** Type of the condition. */
  public String type() {
    return type;
  }

  /**
   * Tries, unless it failed a short while ago.
   *
   * @return whether the condition is gone; a node that is gone has none
   */
  public boolean isDone(Instant now) {
    if (trouble.isPausing(now)) {
      return false;
    }
    try {
      sink.remove(type);
    } catch (SinkException e) {
      if (e.kind() != SinkException.Kind.NOT_FOUND) {
        trouble.failed(e, now);
        return false;
      }
    }
    log.info("removed node condition %s of %s: nobody keeps it any more".formatted(type, node));
    return true;
  }
}
