package io.kvlane.agent.kubernetes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kvlane.exporters.kubernetes.ConditionStatus;
import io.kvlane.exporters.kubernetes.NodeCondition;
import io.kvlane.exporters.kubernetes.SinkException;
import io.kvlane.exporters.kubernetes.SinkException.Kind;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConditionWriterTest {

  private static final String TYPE = "KVTransferPath";
  private static final Instant SINCE = Instant.parse("2026-03-01T11:59:00Z");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final NodeCondition FALLBACK =
      new NodeCondition(
          TYPE, ConditionStatus.FALSE, "PathFallback", "tcp \"instead\" of rdma", NOW, SINCE);

  private final Vertx vertx = Vertx.vertx();
  private final FakeApi api = new FakeApi();
  private final ReportClient client = new ReportClient(api::config, vertx);
  private final NodeConditionWriter writer = new NodeConditionWriter("node-1", client);

  @AfterEach
  void end() throws Exception {
    client.close();
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private SinkException failure() {
    return catchThrowableOfType(SinkException.class, () -> writer.write(FALLBACK));
  }

  @Test
  void shouldAskForNothingBeforeThereIsSomethingToDo() {
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void shouldWriteAConditionInOneRequestAndLeaveOthersAlone() throws Exception {
    writer.write(FALLBACK);

    assertThat(api.asked()).containsExactly("PATCH " + FakeApi.NODE + "/status");
    assertThat(api.condition(TYPE).toString())
        .isEqualTo(
            "{\"type\":\"KVTransferPath\",\"status\":\"False\",\"reason\":\"PathFallback\","
                + "\"message\":\"tcp \\\"instead\\\" of rdma\","
                + "\"lastHeartbeatTime\":\"2026-03-01T12:00:00Z\","
                + "\"lastTransitionTime\":\"2026-03-01T11:59:00Z\"}");
    assertThat(api.condition("Ready").path("reason").asText()).isEqualTo("KubeletReady");
  }

  @Test
  void shouldReadWhatItWrote() throws Exception {
    assertThat(writer.read(TYPE)).isEmpty();
    writer.write(FALLBACK);

    assertThat(writer.read(TYPE)).contains(FALLBACK);
  }

  @Test
  void shouldReplaceItsOwnCondition() throws Exception {
    writer.write(FALLBACK);
    NodeCondition mended =
        new NodeCondition(TYPE, ConditionStatus.TRUE, "PathAsExpected", "good", NOW, NOW);

    writer.write(mended);

    assertThat(writer.read(TYPE)).contains(mended);
    assertThat(api.object(FakeApi.NODE).path("status").path("conditions")).hasSize(2);
  }

  @Test
  void shouldRemoveItsConditionOnlyAndMayDoSoTwice() throws Exception {
    writer.write(FALLBACK);

    writer.remove(TYPE);
    writer.remove(TYPE);

    assertThat(writer.read(TYPE)).isEmpty();
    assertThat(api.condition("Ready").path("status").asText()).isEqualTo("True");
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "409, CONFLICT",
    "422, INVALID",
    "429, REFUSED",
    "503, REFUSED"
  })
  void shouldTellKindsOfTroubleApart(int status, Kind kind) {
    api.refuse("PATCH", status);

    assertThat(failure())
        .returns(kind, SinkException::kind)
        .satisfies(e ->
            assertThat(e.getMessage()).contains(Integer.toString(status)).doesNotContain("\n"));
  }

  @Test
  void shouldSayWhichRightIsMissing() {
    api.refuse("PATCH", 403);

    assertThat(failure())
        .hasMessage(
            "Kubernetes does not let this agent patch nodes/status of node-1 (403): give its"
                + " service account a ClusterRole with apiGroups [\"\"], resources [nodes/status],"
                + " verbs [patch]");
  }

  @Test
  void shouldSayThatThereIsNoSuchNode() {
    api.remove(FakeApi.NODE);

    assertThat(failure())
        .returns(Kind.NOT_FOUND, SinkException::kind)
        .hasMessageContaining("kvlane.node-name must be the name of the node");
    assertThat(catchThrowableOfType(SinkException.class, () -> writer.read(TYPE)).kind())
        .isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void shouldSayThatKubernetesIsAway() {
    api.goAway();

    assertThat(failure())
        .returns(Kind.AWAY, SinkException::kind)
        .hasMessageStartingWith("Kubernetes cannot be reached to patch nodes/status of node-1 (");
  }

  @Test
  void shouldRecoverWithTheSameClient() throws Exception {
    api.refuse("PATCH", 503);
    failure();
    api.refuse("PATCH", 0);

    writer.write(FALLBACK);

    assertThat(writer.read(TYPE)).contains(FALLBACK);
  }
}
