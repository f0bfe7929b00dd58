package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.Peer;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.agent.samples.SteppedClock;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.PeerSchedule;
import io.kvlane.probes.process.ProbeLaunch;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thirty-two agents in one process, with real control channels, certificates and probe processes,
 * the TCP engine, and time that is passed in.
 */
@Tag("e2e")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ManyAgentsIT {

  private static final int AGENTS = 32;

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final SteppedClock clock = new SteppedClock();
  private final Sessions sessions = new Sessions();
  private final List<MeetingNode> nodes = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    Certificates.make(directory);
    // Without UCX: what is seen here is who meets whom, and two libraries would not show more.
    ProbeLaunch launch =
        ProbeLaunch.of(
            Path.of(System.getProperty("kvlane.probe.home", "")),
            List.of(),
            Optional.of(Files.createDirectory(directory.resolve("no-ucx"))),
            Map.of());
    List<Peer> peers = peers();
    for (Peer self : peers) {
      List<Peer> others = new ArrayList<>(peers);
      others.remove(self);
      nodes.add(
          new MeetingNode(
              self,
              others,
              Files.createDirectory(directory.resolve(self.name())),
              directory,
              launch,
              sessions,
              vertx,
              clock));
    }
  }

  /** Ports that are free now: all are held until the last one is known. */
  private static List<Peer> peers() throws IOException {
    List<Peer> peers = new ArrayList<>();
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < AGENTS; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      peers.add(new Peer("node-" + i, "127.0.0.1", socket.getLocalPort()));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return peers;
  }

  @AfterEach
  void end() throws Exception {
    for (MeetingNode node : nodes) {
      node.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void shouldMeasureEveryPairWithinTheComputedEpochsAndNoNodeTwiceAtOnce() throws Exception {
    ClusterView view = nodes.getFirst().meetings().cluster().orElseThrow().view();
    PeerSchedule schedule = view.schedule().orElseThrow();
    long epochs = schedule.epochsForAll().orElseThrow();
    // The middle of an epoch: every meeting of it may begin by then.
    clock.step(Duration.ofMillis(view.epoch().toMillis() / 2 - offset(view)));

    try (ExecutorService threads = Executors.newFixedThreadPool(AGENTS)) {
      for (long epoch = 0; epoch < epochs; epoch++) {
        meetAtOnce(threads);
        clock.step(view.epoch());
      }
    }

    assertThat(epochs).isEqualTo(AGENTS - 1);
    assertThat(sessions.inTwoAtOnce()).isEmpty();
    assertThat(sessions.measured()).isEqualTo(allPairs());
  }

  private long offset(ClusterView view) {
    return Math.floorMod(clock.millis(), view.epoch().toMillis());
  }

  private void meetAtOnce(ExecutorService threads) throws Exception {
    List<Callable<Void>> turns =
        nodes.stream()
            .<Callable<Void>>map(node ->
                () -> {
                  node.meet();
                  return null;
                })
            .toList();
    for (Future<Void> turn : threads.invokeAll(turns)) {
      turn.get();
    }
  }

  private static Set<Set<String>> allPairs() {
    Set<Set<String>> pairs = new HashSet<>();
    for (int one = 0; one < AGENTS; one++) {
      for (int other = 0; other < one; other++) {
        pairs.add(Set.of("node-" + one, "node-" + other));
      }
    }
    return pairs;
  }
}
