package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.workload.rules.WorkerFindings;
import io.kvlane.core.workload.rules.WorkerRules;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rules over a node. Those over workers are in {@link WorkerRules}. */
public final class Rules {

  /** Most findings at a time: whatever goes wrong, metrics and pages stay small. */
  public static final int MOST_FINDINGS = 100;

  private static final List<Rule> ALL =
      List.of(
          new PathFallback(),
          new PayloadCorrupt(),
          new GpuDirectUnavailable(),
          new RdmaDeviceLost(),
          new RdmaDevicesMissing(),
          new GpuLost(),
          new GpuNotMeasured(),
          new RdmaPortDown(),
          new RdmaPortSlow(),
          new RdmaErrorsRising(),
          new PcieLinkDegraded(),
          new PciPeerToPeerBlocked(),
          new GpuNearestNic(),
          new RoceV2GidMissing(),
          new RdmaMtuLow(),
          new RdmaDeviceFileMissing(),
          new RdmaViewsDiffer(),
          new RdmaNamespaceExclusive(),
          new MemlockLimited(),
          new UcxLacksRdma(),
          new UcxLacksCuda(),
          new UcxOutdated(),
          new EfaUcxGpudirect(),
          new EfaDriverOld(),
          new GdrcopyMissing(),
          new GdrcopyKernel(),
          new FirmwareDiffers(),
          new RdmaCongestion(),
          new EngineNotPresent(),
          new ProbeProcessEnded(),
          new TransfersFailing(),
          new TransfersTurnedOff(),
          new NodeDirection(),
          new NodeSlow(),
          new PairAsymmetric(),
          new PairSlow(),
          new PeerUnreachable(),
          new StateNotSaved());

  private static final Comparator<Finding> MOST_URGENT_FIRST =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::subject);

  private Rules() {}

  /** Every rule over a node; the list never changes. */
  public static List<Rule> all() {
    return ALL;
  }

  /**
   * What all rules find, those over the node's worker pods too.
   *
   * @param snapshot the node as last observed; findings in it are not looked at
   * @param now the time of judging
   * @return by severity, rule and subject, at most {@link #MOST_FINDINGS}
   */
  public static List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    Stream<Finding> node = ALL.stream().flatMap(rule -> rule.evaluate(snapshot, now).stream());
    Stream<Finding> workers =
        WorkerFindings.of(snapshot, snapshot.workers().current(now), now).stream();
    return Stream.concat(node, workers).sorted(MOST_URGENT_FIRST).limit(MOST_FINDINGS).toList();
  }
}
