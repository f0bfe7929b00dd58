package io.kvlane.probes.process;

import io.kvlane.core.path.Lane;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.GpuStock;
import io.kvlane.probes.protocol.ProbeCommand.Arm;
import io.kvlane.probes.protocol.ProbeCommand.Connect;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.Run;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.SessionMark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One transfer from a probe process of this node to a serving end: open, run, settle, close. One
 * thread. Every step has a deadline, so each ends within it or throws.
 */
public final class ProbeSession implements AutoCloseable {

  private static final Duration OUTPUT_ARRIVES_WITHIN = Duration.ofMillis(500);

  /**
   * The processes themselves give up before the agent does, so that a slow path ends no process.
   */
  private static final int REFUSE_BEFORE_DEADLINE_PERCENT = 70;

  private final ProbeProcess initiator;
  private final ServingEnd responder;
  private final Duration deadline;
  private final SessionSpec spec;
  private final long warmUpBytes;

  private ProbeSession(
      ProbeProcess initiator,
      ServingEnd responder,
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
   * Opens the session at both ends and warms it up. Whatever happens, the serving end is closed
   * with it.
   *
   * @param deadline time for each step
   */
  public static ProbeSession open(
      ProbeProcess initiator, ServingEnd responder, SessionSpec spec, Duration deadline)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    ProbeSession session = new ProbeSession(initiator, responder, spec, deadline, 0);
    try {
      ConnectionData to = responder.serve(spec);
      var connected =
          initiator.call(new Connect(spec, to, giveUpWithin(deadline).toMillis() / 2), deadline);
      return new ProbeSession(initiator, responder, spec, deadline, connected.warmUpBytes());
    } catch (ProbeEndedException | ProbeRefusedException | InterruptedException failure) {
      session.close();
      throw failure;
    }
  }

  /** Opens a session between two processes of this node. */
  public static ProbeSession open(
      ProbeProcess initiator, ProbeProcess responder, SessionSpec spec, Duration deadline)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    return open(initiator, new LocalEnd(responder, deadline), spec, deadline);
  }

  /** Bytes moved to warm up. */
  public long warmUpBytes() {
    return warmUpBytes;
  }

  /** Prepares buffers with a new seed at both ends. */
  public void arm(long payloadSeed)
      throws ProbeEndedException, ProbeRefusedException, InterruptedException {
    responder.arm(payloadSeed);
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
    Settled atResponder = responder.settle(settle, ran.transferNanos());
    List<String> output =
        initiator.outputOf(SessionMark.of(spec.layoutSeed()), OUTPUT_ARRIVES_WITHIN);
    GpuStock memory = atInitiator.gpu();
    boolean gpu = memory != null && memory.stagedBecause() == null;
    int bytes = ran.descriptorBytes();
    return new Settlement(
        atInitiator,
        atResponder,
        ProtocolTable.selected(output, spec.operation(), gpu, bytes),
        ProtocolTable.zeroCopy(output, spec.operation(), gpu, bytes));
  }

  /**
   * What both ends found.
   *
   * @param protocols what UCX says it moved the payload over, empty when it does not say
   * @param zeroCopy whether it says that it moved it without a copy, empty when it does not say
   */
  public record Settlement(
      Settled initiator,
      Settled responder,
      Optional<List<Lane>> protocols,
      Optional<Boolean> zeroCopy) {}

  private static Duration giveUpWithin(Duration deadline) {
    return deadline.multipliedBy(REFUSE_BEFORE_DEADLINE_PERCENT).dividedBy(100);
  }

  /** Closes both ends; a process that cannot close its session is ended. */
  @Override
  public void close() {
    LocalEnd.closeSession(initiator, deadline);
    responder.close();
  }
}
