package io.kvlane.agent.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.http.FindingViews.FindingView;
import io.kvlane.agent.http.TransferViews.TransferView;
import io.kvlane.agent.ondemand.TransferNotes;
import io.kvlane.agent.ondemand.TransferOutcome;
import io.kvlane.agent.ondemand.TransferReport;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code kvlane transfer --json} prints.
 *
 * @param outcome as_expected, warnings, critical or not_measured
 * @param exitStatus exit status of the command
 * @param meaning what it means, in one sentence
 * @param node name of this node
 * @param peer the other node
 * @param at when the snapshot was taken
 * @param expected the path that KV bytes should take, absent when nothing says so
 * @param runs the runs, each with the path that its bytes took and the evidence
 * @param timesTcp bandwidth of the run that judges the path over that of the TCP baseline, by
 *     operation, where both were verified
 * @param notes what to look at beside the findings
 * @param findings what is wrong, the most urgent first
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TransferDocument(
    String outcome,
    int exitStatus,
    String meaning,
    String node,
    Peer peer,
    Instant at,
    Optional<String> expected,
    List<TransferView> runs,
    Map<String, Double> timesTcp,
    List<String> notes,
    List<FindingView> findings) {

  /** The document of the runs in a snapshot. */
  public static TransferDocument of(NodeSnapshot snapshot, Peer peer) {
    TransferOutcome outcome = TransferOutcome.of(snapshot);
    return new TransferDocument(
        outcome.label(),
        outcome.exitStatus(),
        TransferReport.meaning(snapshot),
        snapshot.node(),
        peer,
        snapshot.at(),
        snapshot.expectation().map(Expectation::text),
        TransferViews.of(snapshot).transfers(),
        timesTcp(snapshot),
        TransferNotes.of(snapshot),
        FindingViews.of(snapshot).findings());
  }

  private static Map<String, Double> timesTcp(NodeSnapshot snapshot) {
    Map<String, Double> times = new TreeMap<>();
    snapshot.transfers().values().stream()
        .map(TransferHistory::last)
        .forEach(run ->
            TransferNotes.timesTcp(snapshot, run)
                .ifPresent(ratio -> times.put(run.key().operation().label(), ratio)));
    return times;
  }
}
