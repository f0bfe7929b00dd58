package io.kvlane.benchmarks.footprint;

import io.kvlane.benchmarks.process.Children;
import io.kvlane.benchmarks.process.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The agent and its idle probe processes, after the first round of transfers.
 *
 * @param agent memory of the agent's JVM
 * @param probes memory of each probe process
 */
record AgentFootprint(Memory agent, List<Memory> probes, Scraped scraped) {

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
  private static final Duration FIRST_ROUND_WITHIN = Duration.ofSeconds(60);

  /** A round is over when no run was added for so long. */
  private static final Duration SETTLED_AFTER = Duration.ofSeconds(6);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Path LAUNCHER = Path.of("kvlane");

  /** The agent's state and log, from an empty directory on. */
  private static final Path STATE = Path.of("src/benchmarks/target/agent-state");

  private static final String RUNS = "kvlane_transfers_total";

  /** Starts the agent from the source tree, measures it and ends it. */
  static AgentFootprint measure() throws IOException, InterruptedException {
    Path directory = STATE.toAbsolutePath();
    delete(directory);
    Files.createDirectories(directory);
    int port = LoopbackPorts.free();
    Path log = directory.resolve("agent.log");
    Process agent = start(port, directory, log);
    try (Scraper scraper = new Scraper(port)) {
      return measure(agent, scraper);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + lastLine(log), e);
    } finally {
      Children.end(agent);
    }
  }

  private static Process start(int port, Path directory, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(LAUNCHER.toAbsolutePath().toString(), "agent")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KVLANE_"));
    builder.environment().put("KVLANE_HTTP_HOST", "127.0.0.1");
    builder.environment().put("KVLANE_HTTP_PORT", Integer.toString(port));
    builder.environment().put("KVLANE_STATE_DIRECTORY", directory.toString());
    return Children.start(builder);
  }

  private static AgentFootprint measure(Process agent, Scraper scraper)
      throws IOException, InterruptedException {
    Duration start = scraper.awaitFirst(agent, STARTS_WITHIN);
    double startCpuSeconds = CpuSeconds.of(agent.pid());
    awaitFirstRound(scraper);
    Scraped scraped = Scraped.measure(scraper, agent.pid(), start, startCpuSeconds);
    List<Memory> probes = new ArrayList<>();
    for (ProcessHandle probe : agent.children().toList()) {
      probes.add(Memory.of(probe.pid()));
    }
    return new AgentFootprint(Memory.of(agent.pid()), probes, scraped);
  }

  private static void awaitFirstRound(Scraper scraper) throws IOException, InterruptedException {
    long giveUpAt = System.nanoTime() + FIRST_ROUND_WITHIN.toNanos();
    long since = System.nanoTime();
    double runs = 0;
    while (runs == 0 || System.nanoTime() - since < SETTLED_AFTER.toNanos()) {
      if (System.nanoTime() - giveUpAt >= 0) {
        throw new IOException("the first round of transfers did not end");
      }
      Thread.sleep(POLL);
      double now = Exposition.sum(scraper.scrape(), RUNS);
      since = now == runs ? since : System.nanoTime();
      runs = now;
    }
  }

  private static String lastLine(Path log) throws IOException {
    Optional<String> last =
        Files.exists(log) ? Files.readAllLines(log).stream().reduce((a, b) -> b) : Optional.empty();
    return last.map(line -> "; its last line: " + line).orElse("");
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Agent and probe processes. */
  Memory together() {
    return probes.stream().reduce(agent, Memory::plus);
  }
}
