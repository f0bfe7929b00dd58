package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probe processes that are killed, stopped and aborted at any time. */
final class FaultsIT {

  private static final int FAULTS = 50;

  /**
   * What a leak of one thing a fault stays far below, and what comes and goes by itself does not.
   */
  private static final int SLACK = 6;

  private static final List<String> ROLES = List.of("initiator", "responder");
  private static final List<String> SIGNALS = List.of("KILL", "ABRT", "STOP");

  @TempDir private Path directory;

  @Test
  void shouldRecoverFromFaultAfterFaultAndLeaveNothingBehind() {
    Set<String> sharedBefore = Proc.sharedMemory();
    try (AgentProcess agent =
        AgentProcess.serving(
            directory,
            Map.of(
                "KVLANE_TRANSFER_INTERVAL", "2s",
                "KVLANE_TRANSFER_DEADLINE", "900ms",
                "KVLANE_TRANSFER_MAX_BYTES", "16MiB",
                "KVLANE_PROFILES", "contiguous"))) {
      agent.awaitRound();
      ROLES.forEach(role -> fault(agent, role, "KILL", false));
      Usage before = Usage.settled(agent);

      for (int i = 0; i < FAULTS; i++) {
        String role = ROLES.get(i % 2);
        String signal = SIGNALS.get(i / 2 % 3);
        fault(agent, role, signal, i / 6 % 2 == 0);
      }

      assertSettlesAt(agent, before);
      Await.until(
          "no shared memory that was not there before",
          () -> sharedBefore.containsAll(Proc.sharedMemory()));
      assertThat(agent.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  private static void fault(AgentProcess agent, String role, String signal, boolean running) {
    String reason = signal.equals("STOP") ? "hung" : "crashed";
    long ends = ends(agent, role, reason);
    Await.until("a run to be " + running, () -> agent.transfers() == running);
    long victim = agent.probe(role);

    Signals.send(signal, victim);

    String fault = signal + " of the " + role + (running ? " in a run" : " between runs");
    Await.until("the end to be counted: " + fault, () -> ends(agent, role, reason) > ends);
    assertThat(Proc.runs(victim)).isFalse();
    JsonNode finding = agent.finding("probe-process-ended", role);
    assertThat(finding.path("evidence")).isNotEmpty();
    double verified = agent.runs("ok", "intent=default");
    Await.until(
        "to be measured again after " + fault, () -> agent.runs("ok", "intent=default") > verified);
  }

  private static long ends(AgentProcess agent, String role, String reason) {
    return (long)
        agent
            .scrape()
            .value("kvlane_probe_process_restarts_total", "role=" + role, "reason=" + reason)
            .orElseThrow();
  }

  private static void assertSettlesAt(AgentProcess agent, Usage before) {
    AtomicReference<Usage> after = new AtomicReference<>(before);
    try {
      Await.until(
          "threads and descriptors to be as before",
          () -> {
            after.set(Usage.settled(agent));
            return after.get().isAbout(before);
          });
    } catch (AssertionError e) {
      throw new AssertionError("before " + before + ", after " + after, e);
    }
  }

  /** What an agent and its probe processes hold. */
  private record Usage(
      int children,
      int agentThreads,
      int agentDescriptors,
      int probeThreads,
      int probeDescriptors,
      List<String> meetingPlaces,
      int sockets) {

    /** The usage between two runs, with both processes running. */
    static Usage settled(AgentProcess agent) {
      List<Long> probes = ROLES.stream().map(agent::probe).toList();
      Await.until("a moment between runs", () -> !agent.transfers());
      return new Usage(
          Proc.children(agent.pid()).size(),
          Proc.threads(agent.pid()),
          Proc.descriptors(agent.pid()),
          probes.stream().mapToInt(Proc::threads).sum(),
          probes.stream().mapToInt(Proc::descriptors).sum(),
          agent.meetingPlaces(),
          agent.sockets().size());
    }

    boolean isAbout(Usage before) {
      return children == 2
          && agentThreads <= before.agentThreads + SLACK
          && agentDescriptors <= before.agentDescriptors + SLACK
          && probeThreads <= before.probeThreads + SLACK
          && probeDescriptors <= before.probeDescriptors + SLACK
          && meetingPlaces.isEmpty()
          && sockets == 2;
    }
  }
}
