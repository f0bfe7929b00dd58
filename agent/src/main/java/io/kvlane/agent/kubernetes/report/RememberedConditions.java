package io.kvlane.agent.kubernetes.report;

import io.kvlane.agent.state.ConditionStore;
import io.kvlane.agent.state.ConditionStore.Kept;
import io.kvlane.exporters.kubernetes.ConditionSink;
import io.kvlane.exporters.kubernetes.NodeCondition;
import io.kvlane.exporters.kubernetes.SinkException;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Remembers on disk which conditions there are, before they are written, so that a later agent can
 * remove those that it does not keep. A disk that cannot be written keeps nothing from being said.
 */
final class RememberedConditions implements ConditionSink {

  private static final Logger LOG = Logger.getLogger(RememberedConditions.class);

  private final String node;
  private final ConditionSink sink;
  private final ConditionStore store;
  private boolean isRemembered;

  RememberedConditions(String node, ConditionSink sink, ConditionStore store) {
    this.node = node;
    this.sink = sink;
    this.store = store;
  }

  @Override
  public Optional<NodeCondition> read(String type) throws SinkException {
    return sink.read(type);
  }

  @Override
  public void write(NodeCondition condition) throws SinkException {
    if (!isRemembered) {
      isRemembered = true;
      try {
        store.add(new Kept(node, condition.type()));
      } catch (IOException e) {
        LOG.warnf(
            "cannot remember that node condition %s of %s is kept (%s): if it is to be turned off,"
                + " run `kvlane condition clear --node %s`",
            condition.type(), node, e.getMessage(), node);
      }
    }
    sink.write(condition);
  }

  @Override
  public void remove(String type) throws SinkException {
    sink.remove(type);
    try {
      store.remove(new Kept(node, type));
    } catch (IOException e) {
      LOG.warnf("cannot forget node condition %s of %s: %s", type, node, e.getMessage());
    }
  }
}
