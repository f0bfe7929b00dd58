package io.kvlane.exporters.kubernetes;

/** Where events are kept. Every method may block for a few seconds. */
public interface EventSink {

  /**
   * Makes an event, unless there is one of that name already.
   *
   * @return the event that is there now: its count and first time may be those of an earlier agent
   * @throws SinkException when that is not known to have succeeded
   */
  NodeEvent create(NodeEvent event) throws SinkException;

  /**
   * Replaces an event's message, last time and count, or makes it where it has expired.
   *
   * @throws SinkException when that is not known to have succeeded
   */
  void update(NodeEvent event) throws SinkException;
}
