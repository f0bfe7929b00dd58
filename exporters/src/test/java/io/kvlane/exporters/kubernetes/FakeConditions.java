package io.kvlane.exporters.kubernetes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The conditions of a node, in memory, that can refuse. */
final class FakeConditions implements ConditionSink {

  final Map<String, NodeCondition> there = new TreeMap<>();
  final List<NodeCondition> writes = new ArrayList<>();
  int reads;
  int refusals;
  private SinkException.@Nullable Kind refusal;

  void refuse(SinkException.Kind kind) {
    refusal = kind;
  }

  void allow() {
    refusal = null;
  }

  NodeCondition path() {
    return Objects.requireNonNull(there.get(PathCondition.TYPE));
  }

  @Override
  public Optional<NodeCondition> read(String type) throws SinkException {
    check();
    reads++;
    return Optional.ofNullable(there.get(type));
  }

  @Override
  public void write(NodeCondition condition) throws SinkException {
    check();
    writes.add(condition);
    there.put(condition.type(), condition);
  }

  @Override
  public void remove(String type) throws SinkException {
    check();
    there.remove(type);
  }

  private void check() throws SinkException {
    if (refusal != null) {
      refusals++;
      throw new SinkException(refusal, "do this about " + refusal, new IOException("refused"));
    }
  }
}
