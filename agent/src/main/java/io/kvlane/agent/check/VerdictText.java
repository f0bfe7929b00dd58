package io.kvlane.agent.check;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.gpudirect.GpuDirect;
import io.kvlane.core.gpudirect.GpuNicPair;
import io.kvlane.core.gpudirect.MethodVerdict;
import io.kvlane.core.gpudirect.NodeGpu;
import io.kvlane.core.gpudirect.StagingPrice;
import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  /**
   * For each GPU: its nearest NIC, whether that can reach it, the measured path, what staging
   * costs.
   */
  List<String> gpus(List<GpuNicPair> pairs) {
    Table table = new Table();
    List<NodeGpu> gpus = NodeGpu.of(snapshot.inspection(), snapshot.at());
    for (NodeGpu gpu : gpus) {
      List<GpuNicPair> nearest = GpuDirect.nearest(pairs, gpu);
      for (Operation operation : Operation.values()) {
        table.row(
            InventoryText.shortName(gpu, gpus),
            nearest.isEmpty() ? "no NIC near" : nearest.getFirst().device(),
            nearest.isEmpty() ? "" : "GPUDirect " + nearest.getFirst().gpuDirect().label(),
            operation.label(),
            measured(gpu, operation));
      }
    }
    return table.lines();
  }

  private String measured(NodeGpu gpu, Operation operation) {
    return StagingPrice.of(snapshot, gpu.name(), operation, snapshot.at())
        .map(price ->
            String.format(
                Locale.ROOT,
                "%s at %s; staged %s: staging takes %.1f times as long",
                pathClass(price.byDefault()),
                bandwidth(price.byDefault()),
                bandwidth(price.staged()),
                price.ratio()))
        .orElseGet(() -> notMeasured(gpu, operation));
  }

  private String notMeasured(NodeGpu gpu, Operation operation) {
    return snapshot.transfers().values().stream()
        .map(TransferHistory::last)
        .filter(run ->
            run.key().gpu().filter(gpu.name()::equals).isPresent()
                && run.key().operation() == operation
                && run.verdict().isEmpty())
        .findFirst()
        .map(run -> "not measured: " + run.detail())
        .orElse("not measured");
  }

  private static String pathClass(TransferRecord run) {
    return run.verdict().map(verdict -> verdict.pathClass().label()).orElse("");
  }

  private static String bandwidth(TransferRecord run) {
    return run.measurement().map(Measurement::bandwidthText).orElse("");
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
