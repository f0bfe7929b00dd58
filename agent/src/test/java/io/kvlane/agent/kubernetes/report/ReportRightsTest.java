package io.kvlane.agent.kubernetes.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.kubernetes.Rbac;
import io.kvlane.exporters.kubernetes.ConditionStatus;
import io.kvlane.exporters.kubernetes.EventSubject;
import io.kvlane.exporters.kubernetes.NodeCondition;
import io.kvlane.exporters.kubernetes.NodeEvent;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The manifest gives exactly the rights that are used to tell Kubernetes something. */
class ReportRightsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Map<String, String> VERBS =
      Map.of("GET", "get", "POST", "create", "PATCH", "patch");

  private final Vertx vertx = Vertx.vertx();
  private final FakeApi api = new FakeApi();
  private final ReportClient client = new ReportClient(api::config, vertx);

  @AfterEach
  void end() throws Exception {
    client.close();
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void shouldKeepAConditionWithTheRightsOfItsRole() throws Exception {
    NodeConditionWriter writer = new NodeConditionWriter("node-1", client);

    writer.read("KVTransferPath");
    writer.write(
        new NodeCondition("KVTransferPath", ConditionStatus.TRUE, "Good", "good", NOW, NOW));
    writer.remove("KVTransferPath");

    assertThat(used()).isEqualTo(Rbac.allowed("ClusterRole", "kvlane-condition"));
  }

  @Test
  void shouldTellEventsWithTheRightsOfTheirRole() throws Exception {
    EventWriter writer = new EventWriter("node-1", client);
    NodeEvent ofNode = event(new EventSubject.OfNode("node-1"), "node-1.0a");

    writer.create(ofNode);
    writer.create(ofNode);
    writer.update(ofNode.counting(2, NOW));
    writer.create(
        event(new EventSubject.OfPod("llm", "decode-0", Optional.empty()), "decode-0.0a"));

    assertThat(used()).isEqualTo(Rbac.allowed("ClusterRole", "kvlane-events"));
  }

  private static NodeEvent event(EventSubject subject, String name) {
    return new NodeEvent(name, subject, true, "PathFallback", "tcp", NOW, NOW, 1);
  }

  /** What was asked for, as {@code GROUP/RESOURCE VERB}. */
  private Set<String> used() {
    Set<String> used = new TreeSet<>();
    for (String asked : api.asked()) {
      String[] words = asked.split(" ");
      String resource =
          words[1]
              .replaceFirst("^/api/v1/(namespaces/[^/]+/)?", "")
              .replaceFirst("^(nodes|events)/[^/]+", "$1");
      used.add("/" + resource + " " + VERBS.get(words[0]));
    }
    return used;
  }
}
