package io.kvlane.agent.kubernetes.report;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.kvlane.exporters.kubernetes.EventSink;
import io.kvlane.exporters.kubernetes.EventSubject;
import io.kvlane.exporters.kubernetes.NodeEvent;
import io.kvlane.exporters.kubernetes.SinkException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Events in Kubernetes, as {@code kubectl describe} shows them: of a pod in its namespace, of the
 * node in {@code default}, where Kubernetes wants those of objects that have none.
 *
 * <p>They are events of {@code v1}: those of {@code events.k8s.io} are the same objects, but do not
 * let a message be changed.
 */
public final class EventWriter implements EventSink {

  private static final String COMPONENT = "kvlane";
  private static final String NAMESPACE_OF_NODES = "default";

  private final String node;
  private final ReportClient client;

  /** Events told by the agent of that node. */
  public EventWriter(String node, ReportClient client) {
    this.node = node;
    this.client = client;
  }

  @Override
  public NodeEvent create(NodeEvent event) throws SinkException {
    try {
      post(event);
      return event;
    } catch (SinkException e) {
      if (e.kind() != SinkException.Kind.CONFLICT) {
        throw e;
      }
      return there(event);
    }
  }

  @Override
  public void update(NodeEvent event) throws SinkException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("message", event.message());
    fields.put("count", event.count());
    fields.put("lastTimestamp", NodeConditionWriter.seconds(event.lastAt()));
    String patch = NodeConditionWriter.json(fields);
    String namespace = namespace(event.subject());
    try {
      client.ask(
          ApiRequest.onEvents("patch", namespace),
          kubernetes ->
              kubernetes
                  .v1()
                  .events()
                  .inNamespace(namespace)
                  .withName(event.name())
                  .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch));
    } catch (SinkException e) {
      if (e.kind() != SinkException.Kind.NOT_FOUND) {
        throw e;
      }
      // Events expire, after an hour by default.
      create(event);
    }
  }

  private void post(NodeEvent event) throws SinkException {
    String namespace = namespace(event.subject());
    Event made =
        new EventBuilder()
            .withNewMetadata()
            .withName(event.name())
            .withNamespace(namespace)
            .endMetadata()
            .withInvolvedObject(reference(event.subject()))
            .withType(event.isWarning() ? "Warning" : "Normal")
            .withReason(event.reason())
            .withMessage(event.message())
            .withFirstTimestamp(NodeConditionWriter.seconds(event.firstAt()))
            .withLastTimestamp(NodeConditionWriter.seconds(event.lastAt()))
            .withCount(event.count())
            .withNewSource(COMPONENT, node)
            .withReportingComponent(COMPONENT)
            .withReportingInstance(node)
            .build();
    client.ask(
        ApiRequest.onEvents("create", namespace),
        kubernetes -> kubernetes.v1().events().inNamespace(namespace).resource(made).create());
  }

  /** What an earlier agent has told. */
  private NodeEvent there(NodeEvent event) throws SinkException {
    String namespace = namespace(event.subject());
    Event found =
        client.ask(
            ApiRequest.onEvents("get", namespace),
            kubernetes ->
                kubernetes.v1().events().inNamespace(namespace).withName(event.name()).require());
    int count = Optional.ofNullable(found.getCount()).orElse(1);
    return event.counting(Math.max(1, count), first(found, event));
  }

  private static Instant first(Event found, NodeEvent event) {
    try {
      return Optional.ofNullable(found.getFirstTimestamp())
          .map(Instant::parse)
          .orElse(event.firstAt());
    } catch (DateTimeParseException e) {
      return event.firstAt();
    }
  }

  private static String namespace(EventSubject subject) {
    return switch (subject) {
      case EventSubject.OfPod pod -> pod.namespace();
      case EventSubject.OfNode _ -> NAMESPACE_OF_NODES;
    };
  }

  /** The node's uid is its name, as in the kubelet's events: kubectl looks for that. */
  private static ObjectReference reference(EventSubject subject) {
    return switch (subject) {
      case EventSubject.OfPod pod ->
          new ObjectReferenceBuilder()
              .withApiVersion("v1")
              .withKind("Pod")
              .withNamespace(pod.namespace())
              .withName(pod.name())
              .withUid(pod.uid().orElse(null))
              .build();
      case EventSubject.OfNode named ->
          new ObjectReferenceBuilder()
              .withKind("Node")
              .withName(named.name())
              .withUid(named.name())
              .build();
    };
  }
}
