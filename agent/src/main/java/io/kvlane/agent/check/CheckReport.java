package io.kvlane.agent.check;

import io.kvlane.core.finding.FabricHealth;
import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.util.ArrayList;
import java.util.List;

/** A check as a report for people. */
public final class CheckReport {

  private final NodeSnapshot snapshot;
  private final boolean captured;
  private final Paint paint;
  private final List<String> lines = new ArrayList<>();

  private CheckReport(NodeSnapshot snapshot, boolean captured, Paint paint) {
    this.snapshot = snapshot;
    this.captured = captured;
    this.paint = paint;
  }

  /**
   * The report of a snapshot, with colours on a terminal.
   *
   * @param captured whether it is of a copy of files
   */
  public static List<String> of(NodeSnapshot snapshot, boolean captured) {
    return of(snapshot, captured, Paint.auto());
  }

  static List<String> of(NodeSnapshot snapshot, boolean captured, Paint paint) {
    return new CheckReport(snapshot, captured, paint).write();
  }

  private List<String> write() {
    InventoryText inventory = new InventoryText(snapshot);
    VerdictText verdicts = new VerdictText(snapshot, paint);
    List<GpuNicPair> pairs = GpuDirect.pairs(snapshot, snapshot.at());
    lines.add(
        "kvlane %s on node %s at %s"
            .formatted(snapshot.build().version(), snapshot.node(), snapshot.at()));
    section("Host", inventory.host());
    section("RDMA devices", inventory.devices());
    section("GPUs", inventory.gpus());
    if (!pairs.isEmpty()) {
      section("Distance", inventory.distances(pairs));
      section("GPUDirect RDMA, by GPU and nearest device", verdicts.gpuDirect(pairs));
    }
    if (!captured) {
      section("Transfers inside this node", verdicts.paths());
      List<String> gpus = verdicts.gpus(pairs);
      if (!gpus.isEmpty()) {
        section("GPU memory inside this node", gpus);
      }
    }
    if (!snapshot.findings().isEmpty()) {
      section("Findings", verdicts.findings());
    }
    conclude();
    return List.copyOf(lines);
  }

  private void section(String title, List<String> content) {
    lines.add("");
    lines.add(paint.heading(title));
    lines.addAll(content);
  }

  private void conclude() {
    CheckOutcome outcome = CheckOutcome.of(snapshot, captured);
    lines.add("");
    lines.add(
        paint.of(outcome, outcome.label().replace('_', ' '))
            + ": "
            + summary()
            + CheckOutcome.unchecked(snapshot, captured)
                .map(what -> "; could not check " + what)
                .orElse(""));
    lines.add(
        captured
            ? "Not judged: the path that bytes take, libraries, and error rates. Those need the node itself."
            : "Not judged: error rates and paths between nodes. Those need an agent that runs for minutes.");
  }

  private String summary() {
    int findings = snapshot.findings().size();
    String count = findings == 1 ? "1 finding" : findings + " findings";
    FabricHealth fabric = FabricHealth.judge(snapshot, snapshot.at());
    return captured ? count : count + "; " + fabric.reason();
  }
}
