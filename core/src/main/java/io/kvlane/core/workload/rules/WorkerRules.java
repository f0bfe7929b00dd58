package io.kvlane.core.workload.rules;

import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;

/** All rules over workers there are. */
public final class WorkerRules {

  private static final List<WorkerRule> ALL =
      List.of(
          new RdmaMissing(),
          new RdmaFewerThanTp(),
          new IpcLockMissing(),
          new UcxTlsNoRdma(),
          new UcxTlsNoCuda(),
          new UcxRendezvous(),
          new UcxNetDevices(),
          new UcxGidIndex(),
          new UcxVariableRemoved(),
          new EfaBackend(),
          new EfaColocation(),
          new EfaGetZcopy(),
          new KvBufferHost(),
          new SideChannelHost(),
          new SharedMemorySmall(),
          new GpuNicSockets());

  private WorkerRules() {}

  /** Every rule; the list never changes. */
  public static List<WorkerRule> all() {
    return ALL;
  }

  /**
   * What all rules say of a worker, in the order of the rules.
   *
   * @param worker what it asks for
   * @param around what is known of where it runs
   */
  public static List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return ALL.stream().flatMap(rule -> rule.judge(worker, around).stream()).toList();
  }
}
