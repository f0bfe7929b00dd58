package io.kvlane.core.finding;

import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.PathVerdict;
import io.kvlane.core.snapshot.EngineReport;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.snapshot.TurnedOff;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the verdict on a fabric rests on, in words. */
final class FabricDetails {

  private FabricDetails() {}

  static Map<String, String> of(NodeSnapshot snapshot, Instant now) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("expected", snapshot.expectation().map(Expectation::text).orElse("nothing"));
    details.put("transfers", snapshot.turnedOff().map(TurnedOff::text).orElse("on"));
    snapshot
        .judging()
        .forEach(history -> details.put(history.last().key().text(), runs(history, snapshot, now)));
    for (EngineReport engine : snapshot.engines()) {
      details.put(
          "engine " + engine.engine().label(),
          engine.result().outcome()
              + engine.result().problem().map(problem -> ": " + problem).orElse(""));
    }
    return details;
  }

  private static String runs(TransferHistory history, NodeSnapshot snapshot, Instant now) {
    String verified =
        history
            .lastVerified()
            .map(run -> verified(run) + (snapshot.isFresh(run, now) ? "" : ", stale"))
            .orElse("never verified");
    TransferRecord last = history.last();
    return last.result() == TransferResult.OK
        ? verified
        : verified + "; latest run " + last.result().label() + ": " + last.detail();
  }

  private static String verified(TransferRecord run) {
    PathVerdict verdict = run.verdict().orElseThrow();
    return "%s%s at %s, %s"
        .formatted(
            verdict.pathClass().label(),
            verdict.decidedBy().map(kind -> " by " + kind.label()).orElse(""),
            run.measurement().map(Measurement::bandwidthText).orElseThrow(),
            run.finishedAt());
  }
}
