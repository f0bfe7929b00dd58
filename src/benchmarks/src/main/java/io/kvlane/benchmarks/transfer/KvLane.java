package io.kvlane.benchmarks.transfer;

import io.kvlane.benchmarks.stats.Samples;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSession;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import java.util.ArrayList;
import java.util.List;

/** kvlane reading a scattered KV cache, as the agent does it. */
record KvLane(KvTransfer transfer) implements Contender {

  @Override
  public double measure() throws MeasurementException, InterruptedException {
    SessionSpec spec =
        new SessionSpec(
            Engine.UCX,
            Operation.READ,
            transfer.shape(),
            KvTransfer.LAYOUT_SEED,
            transfer.transport().settings());
    try (ProbePair pair = new ProbePair(ProbeLaunch.MAIN_CLASS, ProbeLaunch.MAIN_CLASS);
        ProbeSession session = pair.open(spec)) {
      List<Double> rates = new ArrayList<>();
      for (int run = 1; run <= KvTransfer.RUNS; run++) {
        session.arm(run);
        Ran ran = session.run(KvTransfer.POST_FOR);
        var settled = session.settle(ran).initiator();
        if (!settled.verified() || settled.corruption() != null) {
          throw new MeasurementException("kvlane: the payload is corrupt: " + settled.corruption());
        }
        rates.add(transfer.rate(ran.descriptors(), ran.transferNanos()));
      }
      return new Samples(rates).median();
    } catch (ProbeEndedException | ProbeRefusedException e) {
      throw new MeasurementException("kvlane", e);
    }
  }
}
