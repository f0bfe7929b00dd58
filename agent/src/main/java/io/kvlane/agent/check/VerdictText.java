package io.kvlane.agent.check;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.gpudirect.MethodVerdict;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.TransferRecord;
import java.util.ArrayList;
import java.util.List;

/** What was judged of a node, in lines for people. */
public final class VerdictText {

  private final NodeSnapshot snapshot;
  private final Paint paint;

  /** Lines of a snapshot. */
  public VerdictText(NodeSnapshot snapshot, Paint paint) {
    this.snapshot = snapshot;
    this.paint = paint;
  }

  List<String> gpuDirect(List<GpuNicPair> pairs) {
    List<NodeGpu> gpus = NodeGpu.of(snapshot.inspection(), snapshot.at());
    return GpuDirect.relevant(pairs).stream()
        .map(pair -> line(InventoryText.shortName(pair.gpu(), gpus), pair))
        .toList();
  }

  private String line(String gpu, GpuNicPair pair) {
    List<String> methods = new ArrayList<>();
    for (MethodVerdict verdict : pair.methods()) {
      methods.add(
          paint.of(
              verdict.available(),
              verdict.method().label()
                  + " "
                  + verdict.available().label()
                  + verdict
                      .weakest()
                      .map(link -> " (" + link.need() + ": " + link.evidence() + ")")
                      .orElse("")));
    }
    return "  %s – %s  %s".formatted(gpu, pair.device(), String.join(", ", methods));
  }

  List<String> paths() {
    Table table = new Table();
    for (TransferHistory history : snapshot.transfers().values()) {
      TransferRecord run = history.last();
      table.row(
          run.key().text(),
          run.result().label(),
          run.verdict().map(verdict -> verdict.pathClass().label()).orElse(""),
          run.measurement().map(Measurement::bandwidthText).orElse(""),
          run.verdict()
              .flatMap(verdict -> verdict.decidedBy())
              .map(EvidenceKind::label)
              .map(kind -> "by " + kind)
              .orElse(run.detail()));
    }
    return table.lines();
  }

  /** The findings, each with evidence and fix. */
  public List<String> findings() {
    List<String> lines = new ArrayList<>();
    for (Finding finding : snapshot.findings()) {
      lines.add(
          "  "
              + paint.of(finding.severity(), finding.severity().label())
              + "  "
              + finding.rule()
              + "  "
              + finding.subject());
      lines.add("    " + finding.summary());
      finding.evidence().forEach(seen -> lines.add("    seen: " + seen));
      lines.add("    fix: " + finding.fix());
    }
    return lines;
  }
}
