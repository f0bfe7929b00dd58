package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.peer.Pair;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Another node cannot be spoken to, twice in a row. Where that is so with most of the nodes tried
 * last, the cause is rather here, and it is one finding.
 */
final class PeerUnreachable implements Rule {

  /** Nodes tried last by which this one is judged. */
  private static final int LATEST = 10;

  private static final int MEETINGS = 2;

  @Override
  public String name() {
    return "peer-unreachable";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    PairFacts facts = new PairFacts(snapshot, now);
    List<Pair> latest =
        facts
            .book()
            .all()
            .filter(facts.judge()::isAttempted)
            .sorted(
                Comparator.comparing((Pair pair) -> pair.contact().lastAttempt().orElseThrow())
                    .reversed())
            .toList();
    List<Pair> tried = latest.stream().limit(LATEST).toList();
    List<Pair> silent = tried.stream().filter(pair -> meetings(pair) > 0).toList();
    if (PairFacts.isMost(silent.size(), tried.size())) {
      return List.of(ofNode(silent, tried.size()));
    }
    return PairFindings.of(
        latest.stream()
            .filter(pair -> meetings(pair) >= MEETINGS)
            .sorted(
                Comparator.comparing((Pair pair) -> !pair.ofInterest())
                    .thenComparingInt(pair -> -meetings(pair))
                    .thenComparing(Pair::peer))
            .toList(),
        this::ofPair,
        "are unreachable");
  }

  private static int meetings(Pair pair) {
    return pair.contact().unreachableInARow();
  }

  private Finding ofNode(List<Pair> silent, int tried) {
    return new Finding(
        name(),
        Severity.WARNING,
        SharedCause.NODE,
        "Most other nodes cannot be spoken to from here (%d of the %d tried last)."
            .formatted(silent.size(), tried),
        SharedCause.bounded(silent.stream().map(pair -> pair.peer() + ": " + last(pair))),
        "Look at this node's network and its certificate first: try one of them from here (nc -vz"
            + " NODE 9978; openssl s_client -connect NODE:9978), and follow "
            + Finding.runbookOf(name()));
  }

  private Finding ofPair(Pair pair) {
    String peer = pair.peer();
    return new Finding(
        name(),
        Severity.WARNING,
        peer,
        "Node %s cannot be spoken to, %d meetings in a row.".formatted(peer, meetings(pair)),
        List.of(
            "last attempt: " + last(pair),
            pair.contact()
                .lastSuccess()
                .map(at -> "last verified run with it: " + at)
                .orElse("no verified run with it since this agent started")),
        "See whether its agent runs (kubectl get pods -o wide -l app.kubernetes.io/name=kvlane) and"
            + " whether port 9978 can be reached from here (nc -vz %s 9978), and follow %s"
                .formatted(peer, Finding.runbookOf(name())));
  }

  private static String last(Pair pair) {
    return pair.contact().lastAttempt().orElseThrow() + " " + pair.contact().detail();
  }
}
