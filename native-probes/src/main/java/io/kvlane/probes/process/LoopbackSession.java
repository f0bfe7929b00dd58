package io.kvlane.probes.process;

import io.kvlane.core.path.Lane;
import io.kvlane.probes.protocol.ProbeCommand.Arm;
import io.kvlane.probes.protocol.ProbeCommand.Close;
import io.kvlane.probes.protocol.ProbeCommand.Connect;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.Run;
import io.kvlane.probes.protocol.ProbeCommand.Serve;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.SessionMark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One transfer between two probe processes of this node: open, run, settle, close. One thread.
 * Every step has a deadline, so each ends within it or throws.
 */
public final class LoopbackSession implements AutoCloseable {

  private static final Duration OUTPUT_ARRIVES_WITHIN = Duration.ofMillis(500);

  /**
   * The processes themselves give up before the agent does, so that a slow path ends no process.
   */
  private static final int REFUSE_BEFORE_DEADLINE_PERCENT = 70;

  private final ProbeProcess initiator;
  private final ProbeProcess responder;
  private final Duration deadline;
  private final SessionSpec spec;
  private final long warmUpBytes;

  private LoopbackSession(
      ProbeProcess initiator,
      ProbeProcess responder,
      SessionSpec spec,
      Duration deadline,
      long warmUpBytes) {
    this.initiator = initiator;
    this.responder = responder;
    this.spec = spec;
    this.deadline = deadline;
    this.warmUpBytes = warmUpBytes;
  }

  /**
   * Opens the session at both ends and warms it up.
   *
   * @param deadline time for each step
   */
  public static LoopbackSession open(
      ProbeProcess initiator, ProbeProcess responder, SessionSpec spec, Duration deadline)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    LoopbackSession session = new LoopbackSession(initiator, responder, spec, deadline, 0);
    try {
      var served = responder.call(new Serve(spec), deadline);
      var connected =
          initiator.call(
              new Connect(spec, served.connection(), giveUpWithin(deadline).toMillis() / 2),
              deadline);
      return new LoopbackSession(initiator, responder, spec, deadline, connected.warmUpBytes());
    } catch (ProbeEndedException | ProbeRefusedException | InterruptedException failure) {
      session.close();
      throw failure;
    }
  }

  /** Bytes moved to warm up. */
  public long warmUpBytes() {
    return warmUpBytes;
  }

  /** Prepares buffers with a new seed at both ends. */
  public void arm(long payloadSeed)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    responder.call(new Arm(payloadSeed), deadline);
    initiator.call(new Arm(payloadSeed), deadline);
  }

  /**
   * Moves the payload.
   *
   * @param postFor time after which no more is posted
   */
  public Ran run(Duration postFor)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    return initiator.call(new Run(postFor.toMillis(), giveUpWithin(deadline).toMillis()), deadline);
  }

  /**
   * Takes stock at both ends. A responder that died meanwhile cannot answer, so no run of a dead
   * responder is ever settled.
   */
  public Settlement settle(Ran ran)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    Settle settle = new Settle(ran.descriptors(), ran.descriptorBytes());
    Settled atInitiator = initiator.call(settle, deadline);
    Settled atResponder = responder.call(settle, deadline);
    List<String> output =
        initiator.outputOf(SessionMark.of(spec.layoutSeed()), OUTPUT_ARRIVES_WITHIN);
    return new Settlement(
        atInitiator,
        atResponder,
        ProtocolTable.selected(output, spec.operation(), ran.descriptorBytes()));
  }

  /**
   * What both ends found.
   *
   * @param protocols what UCX says it moved the payload over, empty when it does not say
   */
  public record Settlement(Settled initiator, Settled responder, Optional<List<Lane>> protocols) {}

  private static Duration giveUpWithin(Duration deadline) {
    return deadline.multipliedBy(REFUSE_BEFORE_DEADLINE_PERCENT).dividedBy(100);
  }

  /** Closes both ends; a process that cannot close its session is ended. */
  @Override
  public void close() {
    close(initiator, deadline);
    close(responder, deadline);
  }

  private static void close(ProbeProcess process, Duration deadline) {
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
