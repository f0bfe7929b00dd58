package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.Fallback;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Verified bytes took a worse path than expected: one finding for an engine and a memory, however
 * many operations and profiles show it.
 */
final class PathFallback implements Rule {

  @Override
  public String name() {
    return "path-fallback";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    Optional<Expectation> expectation = snapshot.expectation();
    return snapshot
        .freshVerdicts(now)
        .filter(run -> Fallback.of(run, expectation).orElse(false))
        .collect(Collectors.groupingBy(PathFallback::subject, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(runs -> finding(runs, expectation.orElseThrow()))
        .toList();
  }

  private static String subject(TransferRecord run) {
    return run.key().engine().label() + " " + run.key().memory().label();
  }

  private Finding finding(List<TransferRecord> runs, Expectation expectation) {
    TransferRecord first = runs.getFirst();
    PathVerdict verdict = first.verdict().orElseThrow();
    List<String> evidence = new ArrayList<>();
    evidence.add("expected: " + expectation.text());
    for (TransferRecord run : runs) {
      evidence.add(measured(run));
    }
    verdict.evidence().forEach(line -> evidence.add(line.kind().label() + ": " + line.text()));
    return new Finding(
        name(),
        Severity.CRITICAL,
        subject(first),
        "KV bytes take %s where %s is expected."
            .formatted(verdict.pathClass().label(), expectation.path().label()),
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
