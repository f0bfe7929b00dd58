package io.kvlane.agent.transfer;

import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ServingEnd;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import java.util.HashSet;
import java.util.Set;

/** All sessions between nodes of this process, as they are opened and closed. Safe for threads. */
final class Sessions {

  private final Set<String> busy = new HashSet<>();
  private final Set<Set<String>> measured = new HashSet<>();
  private final Set<String> twice = new HashSet<>();

  /** Nodes that were in two sessions at once. */
  synchronized Set<String> inTwoAtOnce() {
    return Set.copyOf(twice);
  }

  /** Pairs that had a session that was settled. */
  synchronized Set<Set<String>> measured() {
    return Set.copyOf(measured);
  }

  private synchronized void begins(Set<String> pair) {
    pair.stream().filter(busy::contains).forEach(twice::add);
    busy.addAll(pair);
  }

  private synchronized void ends(Set<String> pair) {
    busy.removeAll(pair);
  }

  private synchronized void settles(Set<String> pair) {
    measured.add(pair);
  }

  /** The same serving ends, watched. */
  ServingEnds of(String node, ServingEnds ends) {
    return new ServingEnds() {
      @Override
      public boolean backsOff(TransferKey key) {
        return ends.backsOff(key);
      }

      @Override
      public ServingEnd open(Wanted wanted)
          throws PeerBusyException,
              ProbeEndedException,
              ProbeRefusedException,
              InterruptedException {
        Set<String> pair = Set.of(node, wanted.key().peer().orElseThrow());
        ServingEnd end = ends.open(wanted);
        begins(pair);
        return watched(end, pair);
      }

      @Override
      public boolean answers(TransferKey key) throws InterruptedException {
        return ends.answers(key);
      }

      @Override
      public void succeeded(TransferKey key) {
        ends.succeeded(key);
      }
    };
  }

  private ServingEnd watched(ServingEnd end, Set<String> pair) {
    return new ServingEnd() {
      @Override
      public ConnectionData serve(SessionSpec spec)
          throws ProbeEndedException, ProbeRefusedException, InterruptedException {
        return end.serve(spec);
      }

      @Override
      public void arm(long payloadSeed)
          throws ProbeEndedException, ProbeRefusedException, InterruptedException {
        end.arm(payloadSeed);
      }

      @Override
      public Settled settle(Settle settle, long transferNanos)
          throws ProbeEndedException, ProbeRefusedException, InterruptedException {
        Settled settled = end.settle(settle, transferNanos);
        settles(pair);
        return settled;
      }

      @Override
      public void close() {
        ends(pair);
        end.close();
      }
    };
  }
}
