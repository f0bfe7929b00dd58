package io.kvlane.agent.kubernetes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.exporters.kubernetes.EventSubject;
import io.kvlane.exporters.kubernetes.NodeEvent;
import io.kvlane.exporters.kubernetes.SinkException;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventWriterTest {

  private static final Instant FIRST = Instant.parse("2026-03-01T11:59:00Z");
  private static final Instant LAST = Instant.parse("2026-03-01T12:00:00Z");
  private static final String OF_NODE = "/api/v1/namespaces/default/events/node-1.0a";
  private static final NodeEvent EVENT =
      event(new EventSubject.OfNode("node-1"), "node-1.0a", FIRST, 1);

  private final Vertx vertx = Vertx.vertx();
  private final FakeApi api = new FakeApi();
  private final ReportClient client = new ReportClient(api::config, vertx);
  private final EventWriter writer = new EventWriter("node-1", client);

  private static NodeEvent event(EventSubject subject, String name, Instant last, int count) {
    return new NodeEvent(name, subject, true, "PathFallback", "tcp", FIRST, last, count);
  }

  @AfterEach
  void end() throws Exception {
    client.close();
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void shouldTellOfTheNodeInTheDefaultNamespace() throws Exception {
    assertThat(writer.create(EVENT)).isEqualTo(EVENT);

    JsonNode event = api.object(OF_NODE);
    assertThat(event.path("type").asText()).isEqualTo("Warning");
    assertThat(event.path("reason").asText()).isEqualTo("PathFallback");
    assertThat(event.path("message").asText()).isEqualTo("tcp");
    assertThat(event.path("count").asInt()).isEqualTo(1);
    assertThat(event.path("firstTimestamp").asText()).isEqualTo("2026-03-01T11:59:00Z");
    assertThat(event.path("source").path("component").asText()).isEqualTo("kvlane");
    assertThat(event.path("source").path("host").asText()).isEqualTo("node-1");
    assertThat(event.path("involvedObject").toString())
        .contains("\"kind\":\"Node\"", "\"name\":\"node-1\"", "\"uid\":\"node-1\"")
        .doesNotContain("namespace");
  }

  @Test
  void shouldTellOfAPodInItsNamespace() throws Exception {
    writer.create(
        event(
            new EventSubject.OfPod("llm", "decode-0", Optional.of("1-2-3")),
            "decode-0.0b",
            LAST,
            1));

    assertThat(
            api.object("/api/v1/namespaces/llm/events/decode-0.0b")
                .path("involvedObject")
                .toString())
        .contains("\"kind\":\"Pod\"", "\"namespace\":\"llm\"", "\"uid\":\"1-2-3\"");
  }

  @Test
  void shouldTakeOverWhatAnEarlierAgentTold() throws Exception {
    writer.create(event(EVENT.subject(), EVENT.name(), LAST, 4));

    NodeEvent there = writer.create(EVENT.counting(1, LAST));

    assertThat(there.count()).isEqualTo(4);
    assertThat(there.firstAt()).isEqualTo(FIRST);
    assertThat(api.object(OF_NODE).path("count").asInt()).isEqualTo(4);
  }

  @Test
  void shouldCountOnTheEventThatThereIs() throws Exception {
    writer.create(EVENT);

    writer.update(event(EVENT.subject(), EVENT.name(), LAST, 2));

    assertThat(api.asked()).last().isEqualTo("PATCH " + OF_NODE);
    assertThat(api.object(OF_NODE).path("count").asInt()).isEqualTo(2);
    assertThat(api.object(OF_NODE).path("lastTimestamp").asText())
        .isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  void shouldMakeAnEventAnewThatHasExpired() throws Exception {
    writer.update(event(EVENT.subject(), EVENT.name(), LAST, 2));

    assertThat(api.object(OF_NODE).path("count").asInt()).isEqualTo(2);
  }

  @Test
  void shouldSayWhichRightsAreMissing() {
    api.refuse("POST", 403);

    assertThat(catchThrowableOfType(SinkException.class, () -> writer.create(EVENT)))
        .returns(SinkException.Kind.FORBIDDEN, SinkException::kind)
        .hasMessage(
            "Kubernetes does not let this agent create events in namespace default (403): give its"
                + " service account a ClusterRole with apiGroups [\"\"], resources [events], verbs"
                + " [create, get, patch]");
  }

  @Test
  void shouldSayThatKubernetesIsAway() {
    api.goAway();

    assertThat(catchThrowableOfType(SinkException.class, () -> writer.create(EVENT)).kind())
        .isEqualTo(SinkException.Kind.AWAY);
  }
}
