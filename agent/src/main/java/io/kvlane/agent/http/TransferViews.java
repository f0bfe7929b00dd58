package io.kvlane.agent.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.path.Fallback;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.Cap;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Labelled;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs as the API shows them. */
public final class TransferViews {

  private static final double NANOS_PER_SECOND = 1e9;

  private TransferViews() {}

  /** All kinds of runs. */
  public record Transfers(String node, Instant at, List<TransferView> transfers) {}

  /** One kind of run. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record TransferView(
      String kind,
      String intent,
      String engine,
      String operation,
      String memory,
      Optional<String> device,
      Optional<String> gpu,
      String profile,
      Optional<String> peer,
      RunView last,
      Optional<RunView> lastVerified,
      Map<String, Long> results,
      Map<String, Long> skips,
      long movedBytes) {}

  /** One run. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record RunView(
      Instant startedAt,
      Instant finishedAt,
      String result,
      Optional<String> skipReason,
      Optional<MeasurementView> measurement,
      Optional<VerdictView> path,
      Optional<Boolean> fallback,
      Optional<Corruption> corruption,
      String detail) {}

  /** What was measured. */
  public record MeasurementView(
      double bandwidthBytesPerSecond,
      long bytes,
      int descriptors,
      int descriptorBytes,
      double postSeconds,
      double transferSeconds,
      List<String> cappedBy) {}

  /** The path, and how it is known. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record VerdictView(
      String pathClass,
      String transport,
      Optional<String> decidedBy,
      List<EvidenceView> evidence) {}

  /** One piece of evidence. */
  public record EvidenceView(String kind, String text) {}

  public static Transfers of(NodeSnapshot snapshot) {
    return new Transfers(
        snapshot.node(),
        snapshot.at(),
        snapshot.transfers().entrySet().stream()
            .map(entry -> view(entry.getKey(), entry.getValue(), snapshot))
            .toList());
  }

  private static TransferView view(
      TransferKey key, TransferHistory history, NodeSnapshot snapshot) {
    return new TransferView(
        key.kind().label(),
        key.intent().label(),
        key.engine().label(),
        key.operation().label(),
        key.memory().label(),
        key.device(),
        key.gpu(),
        key.profile(),
        key.peer(),
        run(history.last(), snapshot),
        history.lastVerified().map(run -> run(run, snapshot)),
        labelled(history.results()),
        labelled(history.skips()),
        history.movedBytes());
  }

  private static RunView run(TransferRecord run, NodeSnapshot snapshot) {
    return new RunView(
        run.startedAt(),
        run.finishedAt(),
        run.result().label(),
        run.skipReason().map(SkipReason::label),
        run.measurement().map(TransferViews::measurement),
        run.verdict().map(TransferViews::verdict),
        Fallback.of(run, snapshot.expectation()),
        run.corruption(),
        run.detail());
  }

  private static MeasurementView measurement(Measurement measurement) {
    return new MeasurementView(
        measurement.bandwidthBytesPerSecond(),
        measurement.bytes(),
        measurement.descriptors(),
        measurement.descriptorBytes(),
        measurement.postNanos() / NANOS_PER_SECOND,
        measurement.transferNanos() / NANOS_PER_SECOND,
        measurement.caps().stream().map(Cap::label).sorted().toList());
  }

  private static VerdictView verdict(PathVerdict verdict) {
    return new VerdictView(
        verdict.pathClass().label(),
        verdict.transport().label(),
        verdict.decidedBy().map(EvidenceKind::label),
        verdict.evidence().stream()
            .map(line -> new EvidenceView(line.kind().label(), line.text()))
            .toList());
  }

  private static <K extends Labelled> Map<String, Long> labelled(Map<K, Long> counts) {
    Map<String, Long> labelled = new TreeMap<>();
    counts.forEach((key, count) -> labelled.put(key.label(), count));
    return labelled;
  }
}
