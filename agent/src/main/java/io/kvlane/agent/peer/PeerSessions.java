package io.kvlane.agent.peer;

import io.kvlane.agent.config.Settings;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.peer.PeerRequest.Arm;
import io.kvlane.agent.peer.PeerRequest.Close;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.transfer.NodeBudget;
import io.kvlane.agent.transfer.RunGpus;
import io.kvlane.agent.transfer.UcxIntents;
import io.kvlane.core.gpudirect.RunGpu;
import io.kvlane.core.peer.ServedRun;
import io.kvlane.core.schedule.PeerPlan;
import io.kvlane.core.snapshot.TurnedOff;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.LocalEnd;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import io.kvlane.probes.protocol.GpuMemory;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Serves one session at a time for another node, in this node's own responder and under the
 * node-wide lock. One thread.
 */
public final class PeerSessions implements Sessions {

  private static final Logger LOG = Logger.getLogger(PeerSessions.class);

  private static final Duration LOCK_POLL = Duration.ofMillis(5);

  private static final PeerAnswer NO_SESSION =
      PeerAnswer.refused(Problem.Kind.INVALID, "there is no session: it took too long");

  private final ProbeSlot responder;
  private final NodeLock lock;
  private final NodeBudget budget;
  private final PeerMeetings meetings;
  private final NodeState state;
  private final Clock clock;
  private final UcxIntents intents;
  private final RunGpus gpus;
  private final Settings settings;
  private @Nullable Session session;

  /** A session that is open, and the lock that it holds. */
  private record Session(Object owner, Open opened, LocalEnd end, FileLock held) {}

  /**
   * Serves nobody yet.
   *
   * @param responder process that serves
   * @param budget charged for what is served
   * @param meetings whom this node meets, and when
   * @param state told what other nodes say
   */
  public PeerSessions(
      ProbeSlot responder,
      NodeLock lock,
      NodeBudget budget,
      PeerMeetings meetings,
      NodeState state,
      Settings settings,
      Clock clock) {
    this.responder = responder;
    this.lock = lock;
    this.budget = budget;
    this.meetings = meetings;
    this.state = state;
    this.clock = clock;
    this.intents = UcxIntents.of(settings.ucxEnvironment());
    this.gpus = RunGpus.of(state, clock);
    this.settings = settings;
  }

  /**
   * Opens a session.
   *
   * @param owner who may close it
   * @param address address of this node that the other one reached
   */
  @Override
  public PeerAnswer open(Object owner, Open wanted, String address) throws InterruptedException {
    Optional<String> unfit = unfit(wanted, address);
    if (unfit.isPresent()) {
      return PeerAnswer.refused(Problem.Kind.INVALID, unfit.get());
    }
    Optional<RunGpu> gpu = wanted.memory() == Memory.CUDA ? gpus.inTurn() : Optional.empty();
    Optional<Problem> lacking = lacking(wanted, gpu);
    if (lacking.isPresent()) {
      return PeerAnswer.refused(lacking.get());
    }
    Optional<NotNow> notNow = notNow(wanted);
    if (notNow.isPresent()) {
      return PeerAnswer.notNow(notNow.get());
    }
    Optional<FileLock> held = acquireLock();
    if (held.isEmpty()) {
      return PeerAnswer.notNow(new NotNow(NotNow.Reason.BUSY, "it is in a transfer of its own"));
    }
    LOG.debugf(
        "%s opens %s %s", wanted.from(), wanted.engine().label(), wanted.operation().label());
    try {
      return serve(owner, wanted, RunGpus.memory(gpu, wanted.intent()), address, held.get());
    } finally {
      if (session == null) {
        release(held.get());
      }
    }
  }

  private Optional<NotNow> notNow(Open wanted) {
    Optional<TurnedOff> off = state.transfers().off();
    if (off.isPresent()) {
      return Optional.of(
          new NotNow(NotNow.Reason.TURNED_OFF, "its transfers are " + off.get().text()));
    }
    if (!state.transfers().isSettled()) {
      return Optional.of(new NotNow(NotNow.Reason.BUSY, "its agent has only just started"));
    }
    if (session != null) {
      return Optional.of(new NotNow(NotNow.Reason.BUSY, "it serves another node"));
    }
    Optional<String> objection =
        Optional.ofNullable(wanted.met())
            .flatMap(met -> meetings.objection(wanted.from(), met, clock.instant()));
    if (objection.isPresent()) {
      return Optional.of(new NotNow(NotNow.Reason.VIEWS_DIFFER, objection.get()));
    }
    if (!responder.waiting().isZero()) {
      return Optional.of(
          new NotNow(
              NotNow.Reason.BACKOFF, "its probe process keeps ending and waits to be started"));
    }
    if (budget.waitFor(charge(wanted)).isPositive()) {
      return Optional.of(new NotNow(NotNow.Reason.BUDGET, "its byte budget is used up"));
    }
    return Optional.empty();
  }

  /** What a session is charged with, whatever comes of it: nobody counts what a peer moves. */
  private static long charge(Open wanted) {
    return wanted.shape().totalBytes() + PeerPlan.WARM_UP_BYTES;
  }

  private Optional<String> unfit(Open wanted, String address) {
    // Whoever asks on demand may know the address only.
    boolean byAddress = wanted.met() == null && wanted.to().equals(address);
    if (!byAddress && !wanted.to().equals(settings.nodeName())) {
      return Optional.of("it is " + settings.nodeName() + ", not " + wanted.to());
    }
    if (!isBetweenNodes(wanted.intent(), wanted.memory())) {
      return Optional.of(
          "a transfer between nodes has no intent "
              + wanted.intent().label()
              + (wanted.memory() == Memory.CUDA ? " with GPU memory" : ""));
    }
    if (wanted.shape().totalBytes() > settings.maxBytes()) {
      return Optional.of(
          "%d bytes are more than its kvlane.transfer.max-bytes, %d: set the same on all nodes"
              .formatted(wanted.shape().totalBytes(), settings.maxBytes()));
    }
    if (intents.leavesNothingFor(wanted.engine(), wanted.intent())) {
      return Optional.of(
          "its UCX_TLS=" + intents.workerTransports() + " leaves no transport between nodes");
    }
    return Optional.empty();
  }

  private static boolean isBetweenNodes(Intent intent, Memory memory) {
    return switch (intent) {
      case DEFAULT -> true;
      case BASELINE -> memory == Memory.HOST;
      case STAGED -> memory == Memory.CUDA;
      case FORCED, LOCAL -> false;
    };
  }

  /** Why this node cannot serve the memory that is wanted, empty when it may. */
  private static Optional<Problem> lacking(Open wanted, Optional<RunGpu> gpu) {
    if (wanted.memory() == Memory.HOST) {
      return Optional.empty();
    }
    if (gpu.isEmpty()) {
      return Optional.of(
          new Problem(Problem.Kind.NOT_PRESENT, "it has no GPU", "ask a node that has one"));
    }
    return gpu.get().unusable().map(reason -> new Problem(Problem.Kind.GPU_UNUSABLE, reason, null));
  }

  private PeerAnswer serve(
      Object owner, Open wanted, @Nullable GpuMemory gpu, String address, FileLock held)
      throws InterruptedException {
    EngineSettings engine =
        intents
            .settings(wanted.engine(), wanted.intent(), wanted.memory(), Optional.empty())
            .on(address);
    SessionSpec spec =
        new SessionSpec(
            wanted.engine(), wanted.operation(), wanted.shape(), wanted.layoutSeed(), engine, gpu);
    try {
      LocalEnd end = new LocalEnd(responder.acquire(), settings.deadline());
      try {
        ConnectionData connection = end.serve(spec);
        session = new Session(owner, wanted, end, held);
        state.spent(budget.spend(charge(wanted)));
        if (meetings.knows(wanted.from())) {
          state.heard(wanted.from(), wanted.standing());
        }
        return PeerAnswer.opened(connection, state.standing());
      } finally {
        if (session == null) {
          end.close();
        }
      }
    } catch (ProbeRefusedException e) {
      return PeerAnswer.refused(e.problem());
    } catch (ProbeEndedException e) {
      return PeerAnswer.refused(Problem.Kind.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Waits as long as a step of a run may take: a run of this node's own then ends, and it pauses
   * for others. The other node waits longer than that.
   */
  private Optional<FileLock> acquireLock() throws InterruptedException {
    long giveUpAt = System.nanoTime() + settings.deadline().toNanos();
    try {
      Optional<FileLock> held = lock.tryAcquire();
      while (held.isEmpty() && System.nanoTime() - giveUpAt < 0) {
        Thread.sleep(LOCK_POLL);
        held = lock.tryAcquire();
      }
      return held;
    } catch (IOException e) {
      LOG.errorf("the transfer lock cannot be taken: %s", e.getMessage());
      return Optional.empty();
    }
  }

  /** Arms the owner's session. */
  @Override
  public PeerAnswer arm(Object owner, Arm arm) throws InterruptedException {
    Session open = session;
    if (open == null || !open.owner().equals(owner)) {
      return NO_SESSION;
    }
    try {
      open.end().arm(arm.payloadSeed());
      return PeerAnswer.wasArmed();
    } catch (ProbeRefusedException e) {
      return PeerAnswer.refused(e.problem());
    } catch (ProbeEndedException e) {
      return PeerAnswer.refused(Problem.Kind.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** Closes the owner's session and says what it found. */
  @Override
  public PeerAnswer close(Object owner, Close moved) throws InterruptedException {
    Session open = session;
    if (open == null || !open.owner().equals(owner)) {
      return NO_SESSION;
    }
    try {
      Settled stock =
          open.end()
              .settle(
                  new Settle(moved.descriptors(), moved.descriptorBytes()), moved.transferNanos());
      responder.succeeded();
      served(open.opened(), moved);
      return PeerAnswer.closed(stock);
    } catch (ProbeRefusedException e) {
      return PeerAnswer.refused(e.problem());
    } catch (ProbeEndedException e) {
      return PeerAnswer.refused(Problem.Kind.FAILED, String.valueOf(e.getMessage()));
    } finally {
      end(owner);
    }
  }

  /** Takes note of what the other node says of its run, if that can be. */
  private void served(Open opened, Close moved) {
    long bytes = (long) moved.descriptors() * moved.descriptorBytes();
    if (!meetings.knows(opened.from())
        || bytes < 1
        || bytes > opened.shape().totalBytes()
        || moved.transferNanos() < 1) {
      return;
    }
    TransferKey key =
        TransferKey.peer(
            opened.from(),
            opened.intent(),
            opened.engine(),
            opened.operation(),
            opened.memory(),
            opened.profile());
    state.served(new ServedRun(key, bytes, moved.transferNanos(), clock.instant()));
  }

  /** Ends the owner's session, if it has one. */
  @Override
  public void end(Object owner) {
    Session open = session;
    if (open != null && open.owner().equals(owner)) {
      session = null;
      try {
        open.end().close();
      } finally {
        release(open.held());
      }
    }
  }

  private static void release(FileLock held) {
    try {
      held.release();
    } catch (IOException e) {
      LOG.errorf("the transfer lock cannot be given back: %s", e.getMessage());
    }
  }
}
