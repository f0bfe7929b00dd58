package io.kvlane.simulation;

import io.kvlane.report.Machine;
import io.kvlane.report.MarkdownPage;
import io.kvlane.report.Report;
import io.kvlane.simulation.cluster.Scenario;
import io.kvlane.simulation.measure.Outcome;
import io.kvlane.simulation.run.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code make simulate}: simulates clusters, prints what came of them and, if asked, puts that into
 * a page. Run it from the root of the repository.
 */
public final class SimulationMain {

  private static final String TARGET = "make simulate";
  private static final int EXIT_USAGE = 2;

  /** As many clusters side by side, so that two of the largest fit into memory. */
  private static final int MOST_THREADS = 2;

  private SimulationMain() {}

  /** Simulates what the arguments ask for; see {@link Arguments#USAGE}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = List.of(args);
    try {
      run(Arguments.parse(words), words);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Arguments.USAGE);
      System.exit(EXIT_USAGE);
    }
  }

  private static void run(Arguments arguments, List<String> words)
      throws IOException, InterruptedException {
    Machine machine = Machine.read();
    long start = System.nanoTime();
    List<Outcome> outcomes = outcomes(Scenarios.of(arguments));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    List<List<String>> also =
        List.of(
            List.of("seed", String.valueOf(arguments.seed())),
            List.of("time that it took", Words.time(took)));
    Report report = Report.of(TARGET, words, machine, also, Sections.of(outcomes));
    System.out.println(report.text());
    if (arguments.markdown().isPresent()) {
      MarkdownPage.rewrite(arguments.markdown().get(), TARGET, report.markdown());
    }
  }

  private static List<Outcome> outcomes(List<Scenario> scenarios) throws InterruptedException {
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<Outcome>> running = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        running.add(executor.submit(() -> simulated(scenario)));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> outcome : running) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Outcome simulated(Scenario scenario) {
    long start = System.nanoTime();
    Outcome outcome = Simulation.run(scenario);
    System.err.printf(
        "%d nodes, %s: %s simulated in %s%n",
        scenario.nodes(),
        scenario.name(),
        Words.time(outcome.simulated()),
        Words.time(Duration.ofNanos(System.nanoTime() - start)));
    // Where nothing bounds the time that all need, the tables say how far a day leads.
    return outcome.epochsForAll().isPresent() || scenario.lasts().compareTo(Simulation.DAY) >= 0
        ? outcome
        : outcome.withDayByTheSchedule(Simulation.dayByTheSchedule(scenario));
  }
}
