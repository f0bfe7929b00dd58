package io.kvlane.agent.ondemand;

import io.kvlane.agent.check.Paint;
import io.kvlane.agent.check.Table;
import io.kvlane.agent.check.VerdictText;
import io.kvlane.agent.config.Peer;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Transfers with another node as a report for people. */
public final class TransferReport {

  private final NodeSnapshot snapshot;
  private final Peer peer;
  private final Paint paint;
  private final List<String> lines = new ArrayList<>();

  private TransferReport(NodeSnapshot snapshot, Peer peer, Paint paint) {
    this.snapshot = snapshot;
    this.peer = peer;
    this.paint = paint;
  }

  /** The report of the runs in a snapshot, with colours on a terminal. */
  public static List<String> of(NodeSnapshot snapshot, Peer peer) {
    return of(snapshot, peer, Paint.auto());
  }

  static List<String> of(NodeSnapshot snapshot, Peer peer, Paint paint) {
    return new TransferReport(snapshot, peer, paint).write();
  }

  private List<String> write() {
    lines.add(
        "kvlane %s on node %s with %s at %s"
            .formatted(snapshot.build().version(), snapshot.node(), text(peer), snapshot.at()));
    section("Runs", runs());
    List<String> evidence = evidence();
    if (!evidence.isEmpty()) {
      section("Evidence", evidence);
    }
    // Where nothing was measured there is one reason, and the conclusion gives it.
    if (TransferOutcome.of(snapshot) != TransferOutcome.NOT_MEASURED) {
      judge();
    }
    conclude();
    return List.copyOf(lines);
  }

  private void judge() {
    if (!snapshot.findings().isEmpty()) {
      section("Findings", new VerdictText(snapshot, paint).findings());
    }
    List<String> notes = TransferNotes.of(snapshot);
    if (!notes.isEmpty()) {
      section("To look at", notes.stream().map(note -> "  " + note).toList());
    }
  }

  /** A node in words, such as {@code node-2 (10.0.0.2 port 9978)}. */
  public static String text(Peer peer) {
    String where = peer.host() + " port " + peer.port();
    return peer.name().equals(peer.host()) ? where : peer.name() + " (" + where + ")";
  }

  private void section(String title, List<String> content) {
    lines.add("");
    lines.add(paint.heading(title));
    lines.addAll(content);
  }

  private List<String> runs() {
    Table table = new Table();
    for (TransferHistory history : snapshot.transfers().values()) {
      TransferRecord run = history.last();
      table.row(
          TransferNotes.name(run.key()),
          run.result().label(),
          run.verdict().map(verdict -> verdict.pathClass().label()).orElse(""),
          run.measurement().map(Measurement::bandwidthText).orElse(""),
          price(run),
          run.verdict()
              .flatMap(PathVerdict::decidedBy)
              .map(EvidenceKind::label)
              .map(kind -> "by " + kind)
              .orElse(run.detail()));
    }
    return table.lines();
  }

  private String price(TransferRecord run) {
    return TransferNotes.timesTcp(snapshot, run).stream()
        .mapToObj(times -> String.format(Locale.ROOT, "%.2f times TCP", times))
        .findFirst()
        .orElse("");
  }

  private List<String> evidence() {
    List<String> evidence = new ArrayList<>();
    for (TransferHistory history : snapshot.transfers().values()) {
      TransferRecord run = history.last();
      if (run.key().intent() == Intent.DEFAULT && run.verdict().isPresent()) {
        evidence.add("  " + TransferNotes.name(run.key()));
        run.verdict().orElseThrow().evidence().stream()
            .map(line -> "    " + line.kind().label() + ": " + line.text())
            .forEach(evidence::add);
      }
    }
    return evidence;
  }

  private void conclude() {
    TransferOutcome outcome = TransferOutcome.of(snapshot);
    lines.add("");
    lines.add(painted(outcome) + ": " + meaning(snapshot));
    Stream.concat(
            snapshot.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(Finding::runbook),
            unreachable())
        .distinct()
        .forEach(page -> lines.add("See " + page));
  }

  /** The rule waits for a second meeting; whoever asks for one has only that. */
  private Stream<String> unreachable() {
    return snapshot.transfers().values().stream()
        .filter(run -> run.last().result() == TransferResult.UNREACHABLE)
        .map(_ -> Finding.runbookOf("peer-unreachable"));
  }

  private String painted(TransferOutcome outcome) {
    String word = outcome.label().replace('_', ' ');
    return switch (outcome) {
      case AS_EXPECTED -> paint.good(word);
      case WARNINGS, NOT_MEASURED -> paint.of(Severity.WARNING, word);
      case CRITICAL -> paint.of(Severity.CRITICAL, word);
    };
  }

  /** What the runs mean, in one sentence. */
  public static String meaning(NodeSnapshot snapshot) {
    return switch (TransferOutcome.of(snapshot)) {
      case CRITICAL ->
          snapshot.findings().stream()
              .filter(finding -> finding.severity() == Severity.CRITICAL)
              .findFirst()
              .map(Finding::summary)
              .orElseThrow();
      case NOT_MEASURED -> unmeasured(snapshot);
      case WARNINGS, AS_EXPECTED -> measured(snapshot);
    };
  }

  private static String measured(NodeSnapshot snapshot) {
    String paths =
        snapshot
            .freshVerdicts(snapshot.at())
            .map(run -> run.verdict().orElseThrow().pathClass().label())
            .distinct()
            .collect(Collectors.joining(", "));
    return paths.isEmpty()
        ? "only the TCP baseline was measured, which does not judge the path"
        : "measured "
            + paths
            + ", expected "
            + snapshot.expectation().map(Expectation::text).orElse("nothing in particular");
  }

  private static String unmeasured(NodeSnapshot snapshot) {
    Optional<TransferRecord> worst =
        snapshot.transfers().values().stream().map(TransferHistory::last).reduce((_, last) -> last);
    return worst
        .map(run ->
            run.detail()
                + (run.skipReason().filter(TransferReport::mayPass).isPresent()
                    ? ": try again, or wait longer with --timeout"
                    : ""))
        .orElse("no run was made");
  }

  private static boolean mayPass(SkipReason reason) {
    return switch (reason) {
      case BUSY, LOCKED -> true;
      case NOT_PRESENT, GPU_UNUSABLE, BACKOFF, LIVE_TRAFFIC, BUDGET, TURNED_OFF, PEER_TURNED_OFF ->
          false;
    };
  }
}
