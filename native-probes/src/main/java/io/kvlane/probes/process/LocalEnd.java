package io.kvlane.probes.process;

import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.Arm;
import io.kvlane.probes.protocol.ProbeCommand.Close;
import io.kvlane.probes.protocol.ProbeCommand.Serve;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import java.time.Duration;

/** A probe process of this node that serves. */
public final class LocalEnd implements ServingEnd {

  private final ProbeProcess process;
  private final Duration deadline;

  /**
   * The serving end in a process.
   *
   * @param deadline time for each step
   */
  public LocalEnd(ProbeProcess process, Duration deadline) {
    this.process = process;
    this.deadline = deadline;
  }

  @Override
  public ConnectionData serve(SessionSpec spec)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    return process.call(new Serve(spec), deadline).connection();
  }

  @Override
  public void arm(long payloadSeed)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    process.call(new Arm(payloadSeed), deadline);
  }

  @Override
  public Settled settle(Settle settle, long transferNanos)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    return process.call(settle, deadline);
  }

  @Override
  public void close() {
    closeSession(process, deadline);
  }

  /** Closes a process's session; a process that cannot close it is ended. */
  static void closeSession(ProbeProcess process, Duration deadline) {
    try {
      process.call(new Close(), deadline);
    } catch (ProbeRefusedException e) {
      process.close();
    } catch (ProbeEndedException noticedByItsSlot) {
      // The slot counts the end and starts another process when one is needed.
    } catch (InterruptedException processIsEnded) {
      Thread.currentThread().interrupt();
    }
  }
}
