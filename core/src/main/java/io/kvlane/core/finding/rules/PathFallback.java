package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.EvidenceLine;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.Fallback;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verified bytes took a worse path than expected: one finding for an engine and a memory, however
 * many operations, profiles and other nodes show it.
 */
final class PathFallback implements Rule {

  private static final int MOST_RUNS = 10;

  @Override
  public String name() {
    return "path-fallback";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return Stream.concat(runs(snapshot, now), pairsThatAreNotShown(snapshot, now))
        .collect(Collectors.groupingBy(Seen::subject, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(seen -> finding(seen, snapshot.expectation().orElseThrow()))
        .toList();
  }

  /**
   * Bytes that took a worse path.
   *
   * @param subject engine and memory
   * @param pathClass the path that they took
   * @param text the run in words
   * @param evidence what the verdict rests on, empty where that was not kept
   */
  private record Seen(
      String subject, PathClass pathClass, String text, List<EvidenceLine> evidence) {}

  private static Stream<Seen> runs(NodeSnapshot snapshot, Instant now) {
    return snapshot
        .freshVerdicts(now)
        .filter(run -> Fallback.of(run, snapshot.expectation()).orElse(false))
        .map(run -> {
          PathVerdict verdict = run.verdict().orElseThrow();
          return new Seen(
              subject(run.key().engine(), run.key().memory()),
              verdict.pathClass(),
              measured(run),
              verdict.evidence());
        });
  }

  private static Stream<Seen> pairsThatAreNotShown(NodeSnapshot snapshot, Instant now) {
    PairJudge judge = snapshot.judge(now);
    Set<String> shown = Set.copyOf(snapshot.peers().pairs().shown());
    return snapshot
        .peers()
        .pairs()
        .all()
        .filter(pair -> !shown.contains(pair.peer()))
        .flatMap(pair ->
            judge
                .paths(pair)
                .filter(judge::isWorse)
                .map(path ->
                    new Seen(
                        subject(path.engine(), path.memory()),
                        path.pathClass(),
                        "%s with %s at %s"
                            .formatted(path.pathClass().label(), pair.peer(), path.at()),
                        List.of())));
  }

  private static String subject(Engine engine, Memory memory) {
    return engine.label() + " " + memory.label();
  }

  private Finding finding(List<Seen> seen, Expectation expectation) {
    List<String> evidence = new ArrayList<>();
    evidence.add("expected: " + expectation.text());
    seen.stream().limit(MOST_RUNS).map(Seen::text).forEach(evidence::add);
    if (seen.size() > MOST_RUNS) {
      evidence.add("… and %d more".formatted(seen.size() - MOST_RUNS));
    }
    Seen first = seen.getFirst();
    first.evidence().forEach(line -> evidence.add(line.kind().label() + ": " + line.text()));
    return new Finding(
        name(),
        Severity.CRITICAL,
        first.subject(),
        "KV bytes take %s where %s is expected."
            .formatted(first.pathClass().label(), expectation.path().label()),
        evidence,
        "Let the worker pods and the kvlane pod request the node's RDMA resource, let UCX_TLS allow"
            + " an RDMA transport or leave it unset, and follow "
            + Finding.runbookOf(name()));
  }

  private static String measured(TransferRecord run) {
    return "%s: %s at %s"
        .formatted(
            run.key().text(),
            run.verdict().orElseThrow().pathClass().label(),
            run.measurement().map(Measurement::bandwidthText).orElseThrow());
  }
}
