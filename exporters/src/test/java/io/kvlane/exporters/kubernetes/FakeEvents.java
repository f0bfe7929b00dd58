package io.kvlane.exporters.kubernetes;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Events, in memory, that can be refused. */
final class FakeEvents implements EventSink {

  final Map<String, NodeEvent> there = new LinkedHashMap<>();
  int requests;
  int writes;
  Function<NodeEvent, Optional<SinkException.Kind>> refusal = _ -> Optional.empty();

  void refuseAll(SinkException.Kind kind) {
    refusal = _ -> Optional.of(kind);
  }

  void allow() {
    refusal = _ -> Optional.empty();
  }

  @Override
  public NodeEvent create(NodeEvent event) throws SinkException {
    check(event);
    NodeEvent before = there.putIfAbsent(event.name(), event);
    if (before == null) {
      writes++;
    }
    return before == null ? event : before;
  }

  @Override
  public void update(NodeEvent event) throws SinkException {
    check(event);
    writes++;
    there.put(event.name(), event);
  }

  private void check(NodeEvent event) throws SinkException {
    requests++;
    Optional<SinkException.Kind> kind = refusal.apply(event);
    if (kind.isPresent()) {
      throw new SinkException(kind.get(), "do this about " + kind.get(), new IOException("no"));
    }
  }
}
