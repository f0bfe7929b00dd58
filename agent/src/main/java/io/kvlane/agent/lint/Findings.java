package io.kvlane.agent.lint;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What rules say of the workers of a folder, and of those before. */
final class Findings {

  /** Most findings, and most unknowns, that are listed. */
  static final int MOST_LISTED = 10_000;

  /** Most workers of a deployment that one is judged beside. */
  private static final int MOST_OTHERS = 256;

  private static final Comparator<LintFinding> BY_PLACE =
      Comparator.comparing(LintFinding::file)
          .thenComparingInt(LintFinding::line)
          .thenComparing(finding -> finding.mistake().severity())
          .thenComparing(finding -> finding.mistake().rule());

  private final List<WorkerRule> rules;
  private final Optional<Platform> platform;
  private final List<LintFinding> findings = new ArrayList<>();
  private final List<LintUnknown> unknown = new ArrayList<>();
  private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
  private int unknownCount;

  Findings(List<WorkerRule> rules, Optional<Platform> platform) {
    this.rules = rules;
    this.platform = platform;
  }

  /** Judges workers, each beside the others of its deployment. */
  void judge(List<Held> workers) {
    Map<List<Optional<String>>, List<WorkerSpec>> deployments =
        workers.stream()
            .collect(
                Collectors.groupingBy(
                    Held::deployment, Collectors.mapping(Held::worker, Collectors.toList())));
    List<LintFinding> found = new ArrayList<>();
    for (Held one : workers) {
      List<WorkerSpec> others =
          deployments.getOrDefault(one.deployment(), List.of()).stream()
              .filter(other -> !other.equals(one.worker()))
              .limit(MOST_OTHERS)
              .toList();
      Surroundings around = surroundings(others);
      for (WorkerRule rule : rules) {
        rule.judge(one.worker(), around).forEach(judgement -> add(one, judgement, found));
      }
    }
    found.stream().sorted(BY_PLACE).limit(MOST_LISTED - findings.size()).forEach(findings::add);
  }

  private Surroundings surroundings(List<WorkerSpec> others) {
    return new Surroundings(
        platform,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        others,
        false,
        Optional.empty(),
        Optional.empty());
  }

  private void add(Held held, Judgement judgement, List<LintFinding> found) {
    int line = held.lines().of(judgement.at());
    String object = held.worker().object().text();
    switch (judgement) {
      case Judgement.Mistake mistake -> {
        counts.merge(mistake.severity(), 1, Integer::sum);
        found.add(new LintFinding(held.file(), line, object, mistake));
      }
      case Judgement.Unknown notKnown -> {
        unknownCount++;
        if (unknown.size() < MOST_LISTED) {
          unknown.add(new LintUnknown(held.file(), line, object, notKnown));
        }
      }
    }
  }

  LintResult result(List<LintNote> notes, int files, int documents, int workers) {
    return new LintResult(
        findings,
        unknown,
        notes,
        new LintResult.Counts(
            files,
            documents,
            workers,
            counts.getOrDefault(Severity.CRITICAL, 0),
            counts.getOrDefault(Severity.WARNING, 0),
            counts.getOrDefault(Severity.INFO, 0),
            unknownCount));
  }
}
