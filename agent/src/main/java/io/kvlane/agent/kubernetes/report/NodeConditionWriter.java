package io.kvlane.agent.kubernetes.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.kvlane.core.transfer.Labelled;
import io.kvlane.exporters.kubernetes.ConditionSink;
import io.kvlane.exporters.kubernetes.ConditionStatus;
import io.kvlane.exporters.kubernetes.NodeCondition;
import io.kvlane.exporters.kubernetes.SinkException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one node in Kubernetes. They are written with strategic merge patches: the API
 * server merges conditions by their type, so those of the kubelet and of others are left alone.
 */
public final class NodeConditionWriter implements ConditionSink {

  private static final String STATUS = "status";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String node;
  private final ReportClient client;

  /** The conditions of that node. */
  public NodeConditionWriter(String node, ReportClient client) {
    this.node = node;
    this.client = client;
  }

  @Override
  public Optional<NodeCondition> read(String type) throws SinkException {
    ApiRequest what = ApiRequest.onNode("get", "nodes", node);
    // fabric8 gives null where there is none, instead of failing with 404.
    Node found = client.ask(what, kubernetes -> kubernetes.nodes().withName(node).require());
    return Optional.ofNullable(found.getStatus())
        .map(NodeStatus::getConditions)
        .orElse(List.of())
        .stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst()
        .map(NodeConditionWriter::understood);
  }

  private static NodeCondition understood(io.fabric8.kubernetes.api.model.NodeCondition condition) {
    return new NodeCondition(
        condition.getType(),
        status(condition.getStatus()),
        text(condition.getReason()),
        text(condition.getMessage()),
        time(condition.getLastHeartbeatTime()),
        time(condition.getLastTransitionTime()));
  }

  /** What others wrote may be anything; it is mended, not refused. */
  private static ConditionStatus status(@Nullable String label) {
    try {
      return Labelled.parse(ConditionStatus.class, text(label));
    } catch (IllegalArgumentException e) {
      return ConditionStatus.UNKNOWN;
    }
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  private static Instant time(@Nullable String given) {
    try {
      return given == null ? Instant.EPOCH : Instant.parse(given);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  @Override
  public void write(NodeCondition condition) throws SinkException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", condition.type());
    fields.put(STATUS, condition.status().label());
    fields.put("reason", condition.reason());
    fields.put("message", condition.message());
    fields.put("lastHeartbeatTime", seconds(condition.heartbeatAt()));
    fields.put("lastTransitionTime", seconds(condition.transitionAt()));
    patch(fields);
  }

  @Override
  public void remove(String type) throws SinkException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("$patch", "delete");
    fields.put("type", type);
    patch(fields);
  }

  /** Kubernetes keeps whole seconds. */
  static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void patch(Map<String, Object> condition) throws SinkException {
    String patch = json(Map.of(STATUS, Map.of("conditions", List.of(condition))));
    client.ask(
        ApiRequest.onNode("patch", "nodes/status", node),
        kubernetes ->
            kubernetes
                .nodes()
                .resource(named())
                .subresource(STATUS)
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch));
  }

  /** By name alone fabric8 would get the node before it patches it. */
  private Node named() {
    return new NodeBuilder().withNewMetadata().withName(node).endMetadata().build();
  }

  static String json(Object content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts are always JSON", e);
    }
  }
}
