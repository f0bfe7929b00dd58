package io.kvlane.agent.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvlane.agent.http.MachineViews.MachineView;
import io.kvlane.agent.http.RdmaViews.RdmaView;
import io.kvlane.agent.http.WorkerViews.WorkersView;
import io.kvlane.core.finding.FabricHealth;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.snapshot.BudgetReport;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessReport;
import io.kvlane.core.snapshot.TurnedOff;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The node as the API shows it. */
public final class NodeViews {

  private NodeViews() {}

  /** The node. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record NodeView(
      String node,
      Instant at,
      BuildInfo build,
      double intervalSeconds,
      FabricHealth fabric,
      TransfersView transfers,
      Optional<ExpectationView> expectation,
      List<EngineView> engines,
      List<ProcessView> processes,
      RdmaView rdma,
      MachineView machine,
      Optional<WorkersView> workers,
      BudgetReport budget,
      Optional<String> stateProblem) {}

  /** Whether transfers are on; where they are not, who turned them off, and when that was heard. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record TransfersView(String state, Optional<String> by, Optional<Instant> since) {}

  /** The path that KV bytes should take. */
  public record ExpectationView(String path, String source) {}

  /** One engine. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record EngineView(
      String engine,
      String outcome,
      Optional<String> version,
      Optional<String> reason,
      Optional<String> fix,
      Instant at) {}

  /** One probe process. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ProcessView(
      String role, Optional<Long> pid, Map<String, Long> ends, Optional<EndView> lastEnd) {}

  /** How a probe process ended. */
  public record EndView(Instant at, String reason, String detail, List<String> lastLines) {}

  public static NodeView of(NodeSnapshot snapshot) {
    return new NodeView(
        snapshot.node(),
        snapshot.at(),
        snapshot.build(),
        snapshot.interval().toMillis() / 1000.0,
        FabricHealth.judge(snapshot, snapshot.at()),
        transfers(snapshot.turnedOff()),
        snapshot.expectation().map(NodeViews::expectation),
        snapshot.engines().stream().map(NodeViews::engine).toList(),
        snapshot.processes().stream().map(NodeViews::process).toList(),
        RdmaViews.of(snapshot),
        MachineViews.of(snapshot),
        WorkerViews.of(snapshot.workers()),
        snapshot.budget(),
        snapshot.stateProblem());
  }

  private static TransfersView transfers(Optional<TurnedOff> off) {
    return new TransfersView(
        off.isPresent() ? "turned_off" : "on",
        off.map(TurnedOff::source).map(TurnedOff.Source::label),
        off.map(TurnedOff::since));
  }

  private static ExpectationView expectation(Expectation expectation) {
    return new ExpectationView(expectation.path().label(), expectation.source().label());
  }

  private static EngineView engine(EngineReport report) {
    Optional<String> version = Optional.empty();
    Optional<String> reason = Optional.empty();
    Optional<String> fix = Optional.empty();
    switch (report.result()) {
      case ProbeResult.Observed<String> observed -> version = Optional.of(observed.value());
      case ProbeResult.NotPresent<String> missing -> {
        reason = Optional.of(missing.reason());
        fix = Optional.of(missing.fix());
      }
      case ProbeResult.Failed<String> failed -> reason = Optional.of(failed.reason());
      case ProbeResult.TimedOut<String> late -> reason = Optional.of(late.reason());
    }
    return new EngineView(
        report.engine().label(), report.result().outcome(), version, reason, fix, report.at());
  }

  private static ProcessView process(ProcessReport report) {
    Map<String, Long> ends = new TreeMap<>();
    report.ends().forEach((reason, count) -> ends.put(reason.label(), count));
    return new ProcessView(report.role(), report.pid(), ends, report.lastEnd().map(NodeViews::end));
  }

  private static EndView end(ProcessEnd end) {
    return new EndView(end.at(), end.reason().label(), end.detail(), end.lastLines());
  }
}
