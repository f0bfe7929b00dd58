package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three agents on loopback addresses measure each other for five minutes. */
@Tag("e2e")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
final class SoakIT {

  private static final int AGENTS = 3;
  private static final Duration LASTS = Duration.ofMinutes(5);

  /** Caches fill and the heap finds its size in the first minutes. */
  private static final Duration WARM_AFTER = Duration.ofMinutes(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** Event loops and worker threads of Vert.x come and go, and sockets with sessions. */
  private static final int THREADS_THAT_COME_AND_GO = 6;

  private static final int FILES_THAT_COME_AND_GO = 12;
  private static final double MEMORY_THAT_COMES_AND_GOES = 1.1;

  @TempDir private Path directory;

  /** What a process holds. */
  private record Held(long kibibytes, int threads, int files) {

    static Held of(long pid) {
      return new Held(Proc.anonymousKibibytes(pid), Proc.threads(pid), Proc.descriptors(pid));
    }

    Held most(Held other) {
      return new Held(
          Math.max(kibibytes, other.kibibytes),
          Math.max(threads, other.threads),
          Math.max(files, other.files));
    }
  }

  private static String name(int agent) {
    return "node-" + agent;
  }

  private static String address(int agent) {
    return "127.0.77." + (agent + 1);
  }

  private AgentProcess agent(int number, int port) {
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "KVLANE_NODE_NAME", name(number),
                "KVLANE_PROFILES", "contiguous",
                "KVLANE_TRANSFER_MAX_BYTES", "1MiB",
                "KVLANE_PEER_EPOCH", "5s",
                "KVLANE_CONTROL_HOST", address(number),
                "KVLANE_CONTROL_PORT", Integer.toString(port),
                "KVLANE_CONTROL_CERTIFICATE_FILE", directory.resolve("agent.crt").toString(),
                "KVLANE_CONTROL_KEY_FILE", directory.resolve("agent.key").toString(),
                "KVLANE_CONTROL_AUTHORITY_FILE", directory.resolve("ca.crt").toString()));
    settings.put(
        "KVLANE_PEERS",
        IntStream.range(0, AGENTS)
            .mapToObj(i -> name(i) + "=" + address(i))
            .collect(Collectors.joining(" ")));
    try {
      return AgentProcess.serving(
          Files.createDirectories(directory.resolve(name(number))), settings);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldHoldNoMoreAfterFiveMinutesThanAfterTwo() throws Exception {
    Certificates.make(directory);
    int port = Installation.freePort();
    List<AgentProcess> agents = new ArrayList<>();
    try {
      for (int i = 0; i < AGENTS; i++) {
        agents.add(agent(i, port));
      }
      List<Held> warm = mostHeld(agents, WARM_AFTER, LASTS.minus(WARM_AFTER).dividedBy(2));
      List<Held> late = mostHeld(agents, Duration.ZERO, LASTS.minus(WARM_AFTER).dividedBy(2));

      for (int i = 0; i < AGENTS; i++) {
        System.out.printf("%s held %s, later %s%n", name(i), warm.get(i), late.get(i));
        assertThat(agents.get(i).runs("ok", "kind=peer")).as(name(i)).isGreaterThan(AGENTS);
        assertThat(late.get(i).threads())
            .isLessThanOrEqualTo(warm.get(i).threads() + THREADS_THAT_COME_AND_GO);
        assertThat(late.get(i).files())
            .isLessThanOrEqualTo(warm.get(i).files() + FILES_THAT_COME_AND_GO);
        assertThat((double) late.get(i).kibibytes())
            .isLessThanOrEqualTo(warm.get(i).kibibytes() * MEMORY_THAT_COMES_AND_GOES);
      }
    } finally {
      agents.forEach(AgentProcess::close);
    }
  }

  /** The most that each agent held while it was looked at, after a while. */
  private static List<Held> mostHeld(List<AgentProcess> agents, Duration after, Duration during) {
    List<Held> most = new ArrayList<>();
    long from = System.nanoTime() + after.toNanos();
    long until = from + during.toNanos();
    AtomicLong nextLook = new AtomicLong(from);
    return Await.value(
        "the end of so many minutes",
        after.plus(during).plus(Await.PATIENCE),
        () -> {
          long now = System.nanoTime();
          if (now - nextLook.get() >= 0) {
            nextLook.set(now + BETWEEN_LOOKS.toNanos());
            look(agents, most);
          }
          return Optional.of(most).filter(_ -> now - until >= 0);
        });
  }

  private static void look(List<AgentProcess> agents, List<Held> most) {
    for (int i = 0; i < agents.size(); i++) {
      Held held = Held.of(agents.get(i).pid());
      if (most.size() <= i) {
        most.add(held);
      } else {
        most.set(i, most.get(i).most(held));
      }
    }
  }
}
