package io.kvlane.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Repository;
import io.kvlane.agent.samples.Runs;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.LinkLayer;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessReport;
import io.kvlane.core.snapshot.VerbsView;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The API's JSON, whole: its readers are other people's programs. */
class ViewsTest {

  /** As Quarkus sets it up: all modules there are, and dates as text. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private static void assertJson(Object view, String expected) throws Exception {
    assertThat(json(view)).isEqualTo(JSON.readTree(expected));
  }

  private static JsonNode json(Object view) throws Exception {
    return JSON.readTree(JSON.writeValueAsString(view));
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void shouldShowANodeOfWhichNothingIsKnown() throws Exception {
    assertJson(
        NodeViews.of(Nodes.node().snapshot()),
        """
        {
          "node": "node-1",
          "at": "2026-03-01T12:00:00Z",
          "build": {"version": "0.1.0", "revision": "0123abc", "javaVersion": "25.0.1"},
          "intervalSeconds": 60.0,
          "fabric": {
            "up": false,
            "reason": "not measured",
            "details": {"expected": "nothing", "transfers": "on"}
          },
          "transfers": {"state": "on"},
          "engines": [],
          "processes": [],
          "rdma": {"devices": [], "lost": []},
          "machine": {"looks": {}, "gpus": [], "gpuDirect": []},
          "budget": {"bytesPerSecond": 16777216, "usedRatio": 0.0}
        }
        """);
  }

  @Test
  void shouldShowAllThatIsKnownOfANode() throws Exception {
    NodeState state =
        Nodes.node(
            new ProcessReport("initiator", Optional.of(4711L), Map.of(), Optional.empty()),
            new ProcessReport(
                "responder",
                Optional.empty(),
                Map.of(ProcessEnd.Reason.HUNG, 2L, ProcessEnd.Reason.CRASHED, 1L),
                Optional.of(
                    new ProcessEnd(
                        Nodes.NOW.minusSeconds(9),
                        ProcessEnd.Reason.CRASHED,
                        "killed by signal 6",
                        List.of("assertion failed")))));
    state.inspected(
        List.of(
            engine(Engine.TCP, new ProbeResult.Observed<>("25.0.1")),
            engine(Engine.UCX, new ProbeResult.NotPresent<>("no libucp", "install ucx")),
            engine(Engine.LIBFABRIC, new ProbeResult.TimedOut<>("no answer"))));
    state.expects(
        Optional.of(new Expectation(ExpectedPath.RDMA, Expectation.Source.LEARNED)),
        Optional.of("disk full"));

    JsonNode json = json(NodeViews.of(state.snapshot()));

    assertThat(json.get("expectation"))
        .isEqualTo(JSON.readTree("{\"path\": \"rdma\", \"source\": \"learned\"}"));
    assertThat(json.get("stateProblem").asText()).isEqualTo("disk full");
    assertThat(json.get("engines"))
        .isEqualTo(
            JSON.readTree(
                """
                [
                  {"engine": "tcp", "outcome": "observed", "version": "25.0.1",
                   "at": "2026-03-01T12:00:00Z"},
                  {"engine": "ucx", "outcome": "not_present", "reason": "no libucp",
                   "fix": "install ucx", "at": "2026-03-01T12:00:00Z"},
                  {"engine": "libfabric", "outcome": "timed_out", "reason": "no answer",
                   "at": "2026-03-01T12:00:00Z"}
                ]
                """));
    assertThat(json.get("processes"))
        .isEqualTo(
            JSON.readTree(
                """
                [
                  {"role": "initiator", "pid": 4711, "ends": {}},
                  {"role": "responder", "ends": {"crashed": 1, "hung": 2},
                   "lastEnd": {"at": "2026-03-01T11:59:51Z", "reason": "crashed",
                               "detail": "killed by signal 6",
                               "lastLines": ["assertion failed"]}}
                ]
                """));
  }

  private static EngineReport engine(Engine engine, ProbeResult<String> result) {
    return new EngineReport(engine, result, Nodes.NOW, Duration.ofMillis(3));
  }

  @Test
  void shouldShowAVerifiedRunWithItsEvidence() throws Exception {
    NodeState state = Nodes.node();
    state.expects(
        Optional.of(new Expectation(ExpectedPath.RDMA, Expectation.Source.CONFIGURATION)),
        Optional.empty());
    state.ran(Runs.verified(Nodes.NOW, PathClass.TCP, Transport.TCP));
    String run =
        """
        {
          "startedAt": "2026-03-01T11:59:59Z",
          "finishedAt": "2026-03-01T12:00:00Z",
          "result": "ok",
          "measurement": {
            "bandwidthBytesPerSecond": 2.048E9,
            "bytes": 4096000,
            "descriptors": 1000,
            "descriptorBytes": 4096,
            "postSeconds": 5.0E-4,
            "transferSeconds": 0.002,
            "cappedBy": ["bytes", "time"]
          },
          "path": {
            "pathClass": "tcp",
            "transport": "tcp",
            "decidedBy": "own-sockets",
            "evidence": [{"kind": "own-sockets", "text": "the sockets carried it"}]
          },
          "fallback": true,
          "detail": ""
        }
        """;

    assertJson(
        TransferViews.of(state.snapshot()),
        """
        {
          "node": "node-1",
          "at": "2026-03-01T12:00:00Z",
          "transfers": [{
            "kind": "loopback",
            "intent": "default",
            "engine": "ucx",
            "operation": "read",
            "memory": "host",
            "profile": "small",
            "last": %1$s,
            "lastVerified": %1$s,
            "results": {"ok": 1},
            "skips": {},
            "movedBytes": 4192000
          }]
        }
        """
            .formatted(run));
  }

  @Test
  void shouldShowACorruptRunWithoutAPath() throws Exception {
    NodeState state = Nodes.node();
    state.ran(Runs.corrupt(Nodes.NOW));

    JsonNode transfer = json(TransferViews.of(state.snapshot())).at("/transfers/0");

    assertThat(transfer.at("/last/result").asText()).isEqualTo("corrupt");
    assertThat(transfer.at("/last/corruption"))
        .isEqualTo(
            JSON.readTree("{\"descriptor\": 7, \"offset\": 12, \"expected\": 90, \"actual\": 51}"));
    assertThat(names(transfer.get("last"))).doesNotContain("path", "fallback", "skipReason");
    assertThat(names(transfer)).doesNotContain("lastVerified");
  }

  @Test
  void shouldShowWhyARunWasSkipped() throws Exception {
    NodeState state = Nodes.node();
    state.ran(TransferRecord.skipped(Runs.READ, Nodes.NOW, SkipReason.LOCKED, "busy"));

    JsonNode transfer = json(TransferViews.of(state.snapshot())).at("/transfers/0");

    assertThat(transfer)
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "kind": "loopback", "intent": "default", "engine": "ucx", "operation": "read",
                  "memory": "host", "profile": "small",
                  "last": {
                    "startedAt": "2026-03-01T12:00:00Z", "finishedAt": "2026-03-01T12:00:00Z",
                    "result": "skipped", "skipReason": "locked", "detail": "busy"
                  },
                  "results": {}, "skips": {"locked": 1}, "movedBytes": 0
                }
                """));
  }

  @Test
  void shouldShowNoFallbackWithoutAnExpectation() throws Exception {
    NodeState state = Nodes.node();
    state.ran(Runs.verified(Nodes.NOW, PathClass.TCP, Transport.TCP));

    JsonNode run = json(TransferViews.of(state.snapshot())).at("/transfers/0/last");

    assertThat(names(run)).contains("path").doesNotContain("fallback");
  }

  @Test
  void shouldShowNoFindingsWhenNothingIsWrong() throws Exception {
    assertJson(
        FindingViews.of(Nodes.node().snapshot()),
        "{\"node\": \"node-1\", \"at\": \"2026-03-01T12:00:00Z\", \"findings\": []}");
  }

  @Test
  void shouldShowWhatIsWrongAndWhatToDo() throws Exception {
    NodeState state = Nodes.node();
    state.ran(Runs.corrupt(Nodes.NOW));

    JsonNode finding = json(FindingViews.of(state.snapshot())).at("/findings/0");

    assertThat(names(finding))
        .containsExactly("rule", "severity", "subject", "summary", "evidence", "fix", "runbook");
    assertThat(finding.get("rule").asText()).isEqualTo("payload-corrupt");
    assertThat(finding.get("severity").asText()).isEqualTo("critical");
    assertThat(finding.get("runbook").asText()).isEqualTo("runbooks/payload-corrupt.md");
    assertThat(finding.get("evidence").toString()).contains("descriptor 7 differs at byte 12");
  }

  @Test
  void shouldShowRdmaDevicesAndPorts() throws Exception {
    NodeState state = Nodes.node();
    List<RdmaDevice> devices = devices("mlx5-infiniband");
    state.polled(
        new Look<>(
            new ProbeResult.Observed<>(devices.subList(0, 1)), Nodes.NOW, Duration.ofMillis(2)),
        Nodes.NOW.minusSeconds(5),
        KnownDevices.NONE.after(devices, Nodes.NOW),
        Optional.empty(),
        Optional.empty());
    state.inspected(
        new VerbsView(
            new Look<>(
                new ProbeResult.Observed<>(
                    List.of(
                        new VerbsDevice(
                            "mlx5_0",
                            null,
                            "28.39.1002",
                            VerbsDevice.Dmabuf.SUPPORTED,
                            List.of(
                                new VerbsDevice.VerbsPort(
                                    1, PortState.ACTIVE, LinkLayer.INFINIBAND, 4096))))),
                Nodes.NOW,
                Duration.ofMillis(9)),
            Optional.empty(),
            List.of(),
            List.of()));

    assertThat(json(NodeViews.of(state.snapshot())).get("rdma"))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "sysfs": {"outcome": "observed", "at": "2026-03-01T12:00:00Z"},
                  "verbs": {"outcome": "observed", "at": "2026-03-01T12:00:00Z"},
                  "countersAt": "2026-03-01T11:59:55Z",
                  "devices": [{
                    "name": "mlx5_0",
                    "firmware": "28.39.1002",
                    "hcaType": "MT4129",
                    "boardId": "MT_0000000838",
                    "nodeGuid": "a088:c203:0012:3456",
                    "driver": "mlx5_core",
                    "pciAddress": "0000:17:00.0",
                    "numaNode": 0,
                    "virtualFunction": false,
                    "characterDevice": {"name": "uverbs0", "exists": true},
                    "verbs": {"dmabuf": "supported", "activeMtuBytes": {"1": 4096}},
                    "ports": [{
                      "port": 1,
                      "transport": "infiniband",
                      "linkLayer": "infiniband",
                      "state": "active",
                      "physicalState": "LinkUp",
                      "rate": {"text": "400 Gb/sec (4X NDR)", "bytesPerSecond": 50000000000},
                      "lid": 17,
                      "gids": [{
                        "index": 0,
                        "address": "fe80:0000:0000:0000:a088:c203:0012:3456",
                        "type": "IB/RoCE v1"
                      }],
                      "receivedBytes": 1048576000,
                      "transmittedBytes": 4000,
                      "errors": {
                        "link_downed": 2, "out_of_sequence": 5, "port_rcv_errors": 7,
                        "symbol_error": 0
                      }
                    }]
                  }],
                  "lost": ["mlx5_1"]
                }
                """));
  }

  private static List<RdmaDevice> devices(String scenario) {
    Path root = Repository.file("native-probes/src/test/hosts").resolve(scenario);
    return switch (new InfinibandClassReader(new HostRoot(root)).look(0)) {
      case ProbeResult.Observed<List<RdmaDevice>>(List<RdmaDevice> devices) -> devices;
      case ProbeResult<List<RdmaDevice>> other -> throw new AssertionError(other);
    };
  }
}
