package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image, built for real and run as the DaemonSet of the overlay {@code cpu-only} runs it. Two
 * agents share this machine's network, as they would with {@code hostNetwork}, and nothing else.
 * Needs root and podman.
 */
@Tag("e2e")
final class ContainerIT {

  /** Bits of capabilities that manifests may give (linux/capability.h). */
  private static final Map<String, Integer> CAPABILITY_BITS = Map.of("IPC_LOCK", 14);

  /** Of the limit, so that 30 % stay free. */
  private static final double MOST_OF_LIMIT = 0.7;

  private static final List<String> NAMES = List.of("kvlane-it-one", "kvlane-it-other");

  @TempDir private static Path directory;

  private static final AgentManifest MANIFEST = AgentManifest.read();
  private static final List<ContainerAgent> AGENTS = new ArrayList<>();
  private static final List<Integer> CONTROL_PORTS = new ArrayList<>();
  private static String image = "";

  @BeforeAll
  static void startTwo() throws IOException {
    image = ContainerImage.build();
    NAMES.forEach(name -> Podman.attempt(List.of("rm", "--force", "--time", "0", name)));
    Path certificates = Files.createDirectories(directory.resolve("certificates"));
    Podman.run(
        Podman.container(
                List.of("--rm", "--network=none", "--volume=" + certificates + ":/made"),
                image,
                "certs",
                "/made/certificates")
            .toArray(String[]::new));
    NAMES.forEach(name -> CONTROL_PORTS.add(Installation.freePort()));
    for (int i = 0; i < NAMES.size(); i++) {
      AGENTS.add(start(i));
    }
  }

  private static ContainerAgent start(int i) {
    int other = NAMES.size() - 1 - i;
    int port = Installation.freePort();
    Map<String, String> settings = new TreeMap<>();
    settings.put("KVLANE_NODE_NAME", NAMES.get(i));
    settings.put("KVLANE_HTTP_HOST", "127.0.0.1");
    settings.put("KVLANE_HTTP_PORT", Integer.toString(port));
    settings.put("KVLANE_CONTROL_HOST", "127.0.0.1");
    settings.put("KVLANE_CONTROL_PORT", CONTROL_PORTS.get(i).toString());
    settings.put("KVLANE_PEERS", NAMES.get(other) + "=127.0.0.1:" + CONTROL_PORTS.get(other));
    settings.put("KVLANE_CONTROL_CERTIFICATE_FILE", "/etc/kvlane-tls/agent.crt");
    settings.put("KVLANE_CONTROL_KEY_FILE", "/etc/kvlane-tls/agent.key");
    settings.put("KVLANE_CONTROL_AUTHORITY_FILE", "/etc/kvlane-tls/ca.crt");
    // Sizes are the defaults, so that memory is what it is on a node; only more often.
    settings.put("KVLANE_TRANSFER_INTERVAL", "12s");
    settings.put("KVLANE_PEER_EPOCH", "5s");
    settings.put("KVLANE_TRANSFER_BUDGET_PER_SECOND", "1GiB");
    return ContainerAgent.start(
        image,
        MANIFEST,
        NAMES.get(i),
        mounts(NAMES.get(i)),
        port,
        directory.resolve("certificates/certificates"),
        settings);
  }

  private static Path mounts(String name) {
    try {
      Path mounts = Files.createDirectories(directory.resolve(name));
      for (String mount : List.of("config", "state", "tmp")) {
        Files.createDirectories(mounts.resolve(mount));
      }
      Files.copy(
          Installation.root().resolve("k8s/overlays/cpu-only/kvlane.properties"),
          mounts.resolve("config/kvlane.properties"));
      return mounts;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterAll
  static void endBoth() {
    AGENTS.forEach(ContainerAgent::close);
  }

  @Test
  void shouldHaveTheRightsOfTheManifestAndNoOthers() {
    long rights =
        MANIFEST.capabilities().stream()
            .mapToLong(name -> 1L << Objects.requireNonNull(CAPABILITY_BITS.get(name)))
            .sum();
    ContainerAgent agent = AGENTS.getFirst();
    agent.awaitPeerRuns(1);
    List<Long> processes = agent.processes();
    assertThat(processes).hasSizeGreaterThanOrEqualTo(3);
    for (long pid : processes) {
      Map<String, String> status = Proc.status(pid);
      assertThat(status)
          .containsEntry("Uid", "0\t0\t0\t0")
          .containsEntry("NoNewPrivs", "1")
          .containsEntry("Seccomp", "2");
      for (String set : List.of("CapEff", "CapPrm", "CapBnd")) {
        assertThat(Long.parseUnsignedLong(status.get(set), 16)).as(set).isEqualTo(rights);
      }
      // Kubernetes sets none, and a process that is not root would have nothing without them.
      assertThat(status).containsEntry("CapAmb", "0000000000000000");
    }
  }

  @Test
  void shouldWriteWhereTheManifestSaysAndNowhereElse() {
    String tried =
        AGENTS
            .getFirst()
            .execute(
                "bash",
                "-c",
                """
                while read -r _ _ _ _ at _; do echo "$at"; done </proc/self/mountinfo \
                  | cat - <(ls -d /* /opt/kvlane /opt/kvlane/* /var/* /var/lib/* /etc) 2>/dev/null \
                  | grep -Ev '^/(proc|dev$|dev/(pts|mqueue))' | sort -u | while read -r at; do
                    [ -d "$at" ] || continue
                    if touch "$at/written-by-a-test" 2>/dev/null; then
                      echo "$at"; rm "$at/written-by-a-test"
                    fi
                  done\
                """);
    assertThat(tried.lines()).containsExactlyInAnyOrderElementsOf(MANIFEST.writable());
  }

  @Test
  void shouldAnswerWhatTheKubeletAsksAndSayWhatCarriedTheBytes() throws IOException {
    for (ContainerAgent agent : AGENTS) {
      for (String path : MANIFEST.probePaths()) {
        assertThat(agent.get(path).statusCode()).as(path).isEqualTo(200);
      }
      agent.awaitPeerRuns(2);
      assertThat(agent.scrape().series("kvlane_path_info", "class=tcp", "engine=ucx", "kind=peer"))
          .isNotEmpty();
      // The sockets of a process are read where it is, not below the host's root.
      JsonNode node = JsonMapper.builder().build().readTree(agent.get("/api/v1/transfers").body());
      assertThat(node.toString()).contains("own-sockets").contains("100.");
      // Runs may have failed: another test kills a probe process.
      assertThat(agent.runs("corrupt")).as("corrupt runs").isZero();
    }
  }

  /** Measures, prints, and holds the manifest's limit to what was measured. */
  @Test
  void shouldLeaveThirtyPercentOfTheMemoryLimit() {
    ContainerAgent agent = AGENTS.getFirst();
    ContainerMemory memory = ContainerMemory.of(agent.pid());
    assertThat(memory.limit()).isEqualTo(MANIFEST.memoryLimit());
    agent.awaitPeerRuns(1);
    Await.value(
        "rest",
        Duration.ofMinutes(3),
        () -> atRest(agent, memory) ? Optional.of(true) : Optional.empty());

    long[] most = {0, 0};
    double before = agent.peerRuns();
    Await.value(
        "six more runs with the other node",
        Duration.ofMinutes(3),
        () -> {
          most[0] = Math.max(most[0], memory.kept());
          most[1] = Math.max(most[1], memory.shared());
          return agent.peerRuns() >= before + 6 ? Optional.of(true) : Optional.empty();
        });
    System.out.printf(
        "during transfers: most kept %d MiB, of that shared memory up to %d MiB; most charged with"
            + " pages of files %d MiB; limit %d MiB%n",
        most[0] >> 20, most[1] >> 20, memory.mostCharged() >> 20, memory.limit() >> 20);
    assertThat((double) most[0]).isLessThanOrEqualTo(memory.limit() * MOST_OF_LIMIT);
    assertThat(memory.killed()).isZero();
  }

  private static boolean atRest(ContainerAgent agent, ContainerMemory memory) {
    if (agent.transfers()) {
      return false;
    }
    List<Long> processes = agent.processes();
    String said =
        "at rest: RSS %s MiB, anonymous %s MiB of agent and probe processes; kept %d MiB, charged %d MiB"
            .formatted(
                processes.stream().map(pid -> Proc.kibibytes(pid, "VmRSS") >> 10).toList(),
                processes.stream().map(pid -> Proc.anonymousKibibytes(pid) >> 10).toList(),
                memory.kept() >> 20,
                memory.charged() >> 20);
    if (agent.transfers() || processes.size() != 3) {
      return false;
    }
    System.out.println(said);
    return true;
  }

  @Test
  void shouldSurviveTheKillOfAProbeProcessUnderTheMemoryLimit() {
    ContainerAgent agent = AGENTS.getLast();
    agent.awaitPeerRuns(1);
    long pid = agent.pid();
    double restarts = restarts(agent);
    Signals.send("KILL", Proc.children(pid).getFirst());
    Await.until("the restart is counted", () -> restarts(agent) > restarts);
    agent.awaitPeerRuns(2);
    assertThat(agent.isTheSame()).isTrue();
    assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(ContainerMemory.of(pid).killed()).isZero();
  }

  private static double restarts(ContainerAgent agent) {
    return agent.scrape().value("kvlane_probe_process_restarts_total").orElse(0);
  }

  @Test
  void shouldEndInTimeAndRememberAfterARestart() {
    ContainerAgent agent = AGENTS.getFirst();
    agent.awaitPeerRuns(1);
    List<Long> processes = agent.processes();
    long from = System.nanoTime();
    // 128 + SIGTERM; SIGKILL, after the grace period, would be 137.
    assertThat(agent.stop(MANIFEST.gracePeriod())).isEqualTo(143);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(MANIFEST.gracePeriod());
    assertThat(processes).noneMatch(Proc::runs);
    List<String> remembered = agent.remembered();
    assertThat(remembered).contains("transfer.lock");
    agent.restart();
    Await.until("it serves again", () -> serves(agent));
    assertThat(agent.remembered()).containsAll(remembered);
    agent.awaitPeerRuns(1);
  }

  private static boolean serves(ContainerAgent agent) {
    try {
      return agent.get("/health/ready").statusCode() == 200;
    } catch (AssertionError notYet) {
      return false;
    }
  }

  @Test
  void shouldSayWhatIsMissingWithoutAStateDirectory() {
    Podman.Result result =
        Podman.attempt(
            Podman.container(
                List.of("--rm", "--network=none", "--read-only", "--tmpfs=/tmp"), image, "agent"));
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.text())
        .contains("kvlane.state-directory: cannot write to /var/lib/kvlane")
        .contains("make it writable");
  }

  @Test
  void shouldCheckAndLintFromTheImage() throws IOException {
    Path manifests = directory.resolve("to-lint");
    Files.createDirectories(manifests);
    Files.copy(
        Installation.root().resolve("k8s/base/daemonset.yaml"),
        manifests.resolve("daemonset.yaml"));
    Podman.Result lint = command("lint", manifests, "lint", "/given");
    assertThat(lint.status()).as(lint.text()).isIn(0, 3);
    Podman.Result check = command("check", manifests, "check", "--json");
    assertThat(check.status()).as(check.text()).isIn(0, 1);
    assertThat(check.text()).contains("\"ucx\"");
  }

  private static Podman.Result command(String name, Path given, String... arguments) {
    List<String> options =
        new ArrayList<>(List.of("--rm", "--network=none", "--volume=" + given + ":/given:ro"));
    options.addAll(MANIFEST.options(mounts(name)));
    return Podman.attempt(
        Podman.container(options, image, Arrays.copyOf(arguments, arguments.length)));
  }
}
