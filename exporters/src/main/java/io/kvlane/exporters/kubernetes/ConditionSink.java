package io.kvlane.exporters.kubernetes;

import java.util.Optional;

/** Where conditions of one node are kept. Every method may block for a few seconds. */
public interface ConditionSink {

  /**
   * The condition of that type that is there now.
   *
   * @throws SinkException when nobody can say
   */
  Optional<NodeCondition> read(String type) throws SinkException;

  /**
   * Replaces the condition of the same type, and no other.
   *
   * @throws SinkException when that is not known to have succeeded
   */
  void write(NodeCondition condition) throws SinkException;

  /**
   * Removes the condition of that type, where there is one.
   *
   * @throws SinkException when that is not known to have succeeded
   */
  void remove(String type) throws SinkException;
}
