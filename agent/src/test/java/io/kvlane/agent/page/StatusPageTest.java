package io.kvlane.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.GpuLooks;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.samples.Repository;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.peer.ServedRun;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusPageTest {

  private static final String HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>";
  private static final int MOST_BYTES = 150_000;

  private final NodeState state = Nodes.node();

  private String page() {
    return StatusPage.of(state.snapshot());
  }

  @Test
  void shouldSayWhatIsAbsentInSentences() {
    assertThat(page())
        .contains(
            "No verified run says yet which path KV bytes take.",
            "No path is expected",
            "Nothing is wrong, as far as anything was looked at.",
            "No other node is known",
            "Not measured yet",
            "No run was made yet",
            "Not looked at yet.",
            "Not looked for: this agent does not ask Kubernetes.");
  }

  @Test
  void shouldShowPairsAsAMatrix() {
    state.sees(Pages.cluster(List.of("node-1", "node-2", "node-3")));
    for (Memory memory : List.of(Memory.HOST, Memory.CUDA)) {
      state.ran(
          Pages.verified(
              Pages.with("node-2", Intent.DEFAULT, Operation.READ, memory),
              Nodes.NOW.minusSeconds(3),
              memory == Memory.HOST ? PathClass.HOST_RDMA : PathClass.TCP,
              40,
              "sockets"));
    }
    state.served(
        new ServedRun(
            Pages.with("node-2", Intent.DEFAULT, Operation.WRITE, Memory.HOST),
            1 << 30,
            100_000_000,
            Nodes.NOW.minusSeconds(4)));
    state.expects(
        Optional.of(new Expectation(ExpectedPath.RDMA, Expectation.Source.CONFIGURATION)),
        Optional.empty());

    assertThat(page())
        .contains(
            "<th scope=\"colgroup\" colspan=\"4\">This node posts</th>",
            "<th scope=\"col\">cuda write →</th>",
            "<th scope=\"row\">node-2</th>",
            "<b>40.0 GB/s</b><span class=\"mark good\"><span aria-hidden=\"true\">✓</span>"
                + " host-rdma</span>",
            "tcp (fallback)",
            "<b>10.7 GB/s</b>",
            "<td>not measured</td>",
            "2 nodes besides this one, says kubernetes");
  }

  @Test
  void shouldKeepHostileTextText() {
    state.sees(Pages.cluster(List.of("node-1", HOSTILE)));
    state.ran(
        Pages.verified(
            Pages.with(HOSTILE, Intent.DEFAULT, Operation.READ, Memory.HOST),
            Nodes.NOW,
            PathClass.TCP,
            1,
            HOSTILE));
    state.inspected(
        List.of(
            new EngineReport(
                Engine.UCX,
                new ProbeResult.NotPresent<>(HOSTILE, HOSTILE),
                Nodes.NOW,
                Duration.ZERO)));
    Pages.works(state, List.of(HOSTILE));
    NodeSnapshot snapshot = state.snapshot();

    String page =
        StatusPage.of(
            snapshot.withFindings(
                Stream.concat(
                        snapshot.findings().stream(),
                        Stream.of(Pages.finding(Severity.WARNING, HOSTILE, HOSTILE, HOSTILE)))
                    .toList()));

    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(page).doesNotContain("<script>", "<img").containsOnlyOnce("<script ");
  }

  /** What a browser loads: the page with its style sheet, script and icon. */
  @Test
  void shouldWeighLittleHoweverMuchThereIs() throws Exception {
    crowd();
    String long300 = "This is wrong, and was seen → there. ".repeat(9);
    NodeSnapshot crowded =
        state
            .snapshot()
            .withFindings(
                IntStream.range(0, 100)
                    .mapToObj(i ->
                        Pages.finding(
                            i < 50 ? Severity.CRITICAL : Severity.WARNING,
                            "path-fallback",
                            "subject " + i,
                            long300))
                    .toList());

    String page = StatusPage.of(crowded);

    long assets = 0;
    for (String name : List.of("page.css", "page.js", "icon.svg")) {
      assets +=
          Files.size(Repository.file("agent/src/main/resources/META-INF/resources").resolve(name));
    }
    assertThat(page.getBytes(StandardCharsets.UTF_8).length + assets).isLessThan(MOST_BYTES);
    assertThat(page)
        .contains(
            "more findings in <a href=\"/api/v1/findings\"",
            "more kinds of runs in <a href=\"/api/v1/transfers\"",
            "511 nodes besides this one",
            "16 of 16");
    assertThat(page.split("data-key=\"finding-[0-9a-f]+\"")).hasSizeGreaterThan(5);
    assertThat(page.split("data-key=\"peer-")).hasSizeGreaterThan(20);
    assertThat(page.split("data-key=\"gpu-GPU")).hasSize(2 * 16 + 1);
  }

  private void crowd() {
    List<String> nodes =
        IntStream.range(1, 513).mapToObj(i -> "node-" + i + ".gpu.example.org").toList();
    List<String> withSelf = new ArrayList<>(nodes.subList(1, nodes.size()));
    withSelf.add("node-1");
    state.sees(Pages.cluster(withSelf));
    for (String node : nodes.subList(1, 64)) {
      for (Operation operation : Operation.values()) {
        for (Memory memory : Memory.values()) {
          for (Intent intent : List.of(Intent.DEFAULT, Intent.BASELINE)) {
            state.ran(
                Pages.verified(
                    Pages.with(node, intent, operation, memory),
                    Nodes.NOW.minusSeconds(3),
                    PathClass.TCP,
                    40,
                    "initiator: 3 TCP sockets received 67323913 bytes (100.3 % of the payload)"));
          }
        }
      }
    }
    List<RdmaDevice> devices = devices();
    state.polled(
        new Look<>(new ProbeResult.Observed<>(devices), Nodes.NOW, Duration.ofMillis(2)),
        Nodes.NOW,
        KnownDevices.NONE.after(devices, Nodes.NOW),
        Optional.empty(),
        Optional.empty());
    state.inspected(known ->
        known.withGpus(
            GpuLooks.at(
                IntStream.range(0, 16)
                    .mapToObj(i -> "GPU-8f7e6d5c-0000-0000-0000-%012d".formatted(i))
                    .toArray(String[]::new))));
    Pages.works(
        state, IntStream.range(0, 64).mapToObj(i -> "decode-with-a-long-name-" + i).toList());
  }

  private static List<RdmaDevice> devices() {
    HostRoot root = new HostRoot(Repository.file("native-probes/src/test/hosts/mlx5-infiniband"));
    RdmaDevice one =
        ((ProbeResult.Observed<List<RdmaDevice>>) new InfinibandClassReader(root).look(0))
            .value()
            .getFirst();
    return IntStream.range(0, 16)
        .mapToObj(i ->
            new RdmaDevice(
                "mlx5_" + i, one.identity(), one.place(), one.characterDevice(), one.ports()))
        .toList();
  }

  @Test
  void shouldRenderOnceASecondHoweverManyAsk() {
    AtomicInteger snapshots = new AtomicInteger();
    RenderedPage page =
        new RenderedPage(() -> {
          snapshots.incrementAndGet();
          return state.snapshot();
        });
    Instant now = Nodes.NOW;

    byte[] first = page.at(now);
    assertThat(page.at(now.plusMillis(999))).isSameAs(first);
    assertThat(snapshots).hasValue(1);

    page.at(now.plusMillis(1000));
    assertThat(snapshots).hasValue(2);
    page.at(now.minusSeconds(60));
    assertThat(snapshots).as("a clock that was set back").hasValue(3);
  }
}
