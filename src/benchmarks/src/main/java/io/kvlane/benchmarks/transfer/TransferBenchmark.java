package io.kvlane.benchmarks.transfer;

import static io.kvlane.benchmarks.stats.Rates.rates;
import static io.kvlane.report.Figures.fixed;

import io.kvlane.benchmarks.process.Programs;
import io.kvlane.benchmarks.stats.Comparison;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.report.Section;
import io.kvlane.report.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How fast kvlane moves bytes, beside the tool and beside a C program. */
public final class TransferBenchmark {

  private static final Duration LONGEST = Duration.ofMinutes(6);
  private static final String TOOL = "One reused buffer, against ucx_perftest";
  private static final String TWIN = "A scattered KV cache, against its C twin";

  private final Rounds rounds;
  private final List<Section> sections = new ArrayList<>();

  private TransferBenchmark(int rounds) {
    this.rounds = new Rounds(rounds, LONGEST);
  }

  /**
   * Measures what was asked for, interleaved.
   *
   * @return one section for each part
   */
  public static List<Section> run(boolean withTool, boolean withTwin, int rounds)
      throws InterruptedException {
    return new TransferBenchmark(rounds).measure(withTool, withTwin);
  }

  private List<Section> measure(boolean withTool, boolean withTwin) throws InterruptedException {
    List<Match> tool = withTool ? toolMatches() : List.of();
    List<Match> twin = withTwin ? twinMatches() : List.of();
    List<Match> all = new ArrayList<>(tool);
    all.addAll(twin);
    List<MatchResult> results = rounds.play(all);
    if (!tool.isEmpty()) {
      sections.add(section(TOOL, "ucx_perftest GB/s", results.subList(0, tool.size())));
    }
    if (!twin.isEmpty()) {
      sections.add(section(TWIN, "C twin GB/s", results.subList(tool.size(), results.size())));
    }
    return sections;
  }

  private List<Match> toolMatches() {
    Optional<Path> perftest = Programs.find("ucx_perftest");
    if (perftest.isEmpty()) {
      skip(TOOL, "there is no ucx_perftest (Debian: ucx-utils)");
    }
    return perftest.map(Matches::withTool).orElse(List.of());
  }

  private List<Match> twinMatches() throws InterruptedException {
    try {
      return Matches.withTwin(TwinCompiler.compile());
    } catch (MeasurementException e) {
      skip(TWIN, String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private void skip(String title, String reason) {
    sections.add(new Section(title, Optional.empty(), List.of("Not measured: " + reason + ".")));
  }

  private static Section section(String title, String theirs, List<MatchResult> results) {
    List<List<String>> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (MatchResult result : results) {
      result.comparison().ifPresent(comparison -> rows.add(row(result, comparison)));
      result.problem().ifPresent(problem -> notes.add(result.name() + ": " + problem + "."));
    }
    int disturbed = results.stream().mapToInt(MatchResult::disturbed).sum();
    if (disturbed > 0) {
      notes.add(disturbed + " measurements began although other programs kept the machine busy.");
    }
    List<String> headers =
        List.of(
            "", "kvlane GB/s", theirs, "rounds", "ratio of medians", "median of ratios", "aim", "");
    return new Section(title, Optional.of(new Table(headers, rows)), notes);
  }

  private static List<String> row(MatchResult result, Comparison comparison) {
    return List.of(
        result.name(),
        rates(comparison.ours()),
        rates(comparison.theirs()),
        Integer.toString(comparison.ours().values().size()),
        fixed(comparison.ratioOfMedians(), 3),
        fixed(comparison.medianOfRatios(), 3),
        "≥ " + comparison.aim(),
        comparison.isMet() ? "met" : "not met");
  }

  /** The version of UCX that the probe processes use, or why there is none. */
  public static String ucxVersion() throws InterruptedException {
    try (ProbePair pair = new ProbePair(ProbeLaunch.MAIN_CLASS, ProbeLaunch.MAIN_CLASS)) {
      var ucx = pair.inspectUcx();
      return ucx.version() == null ? "none: " + ucx.reason() : ucx.version();
    } catch (ProbeEndedException | ProbeRefusedException e) {
      return "unknown: " + e.getMessage();
    }
  }
}
