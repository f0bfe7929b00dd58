package io.kvlane.agent.transfer;

import io.kvlane.agent.config.Settings;
import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.schedule.PeerPlan;
import io.kvlane.core.schedule.RoundTimes;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.process.ProbeSlot;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Everything that transfers need, put together: two probe processes and the loop; and a third
 * process for whoever looks through native libraries, since one watchdog is enough for all. Started
 * and closed once.
 */
public final class Transfers implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Transfers.class);

  /** Time over which the budget is averaged. */
  private static final Duration BUDGET_WINDOW = Duration.ofMinutes(1);

  /**
   * A process that serves lives for its sessions only, but for those of a meeting or a round it
   * need not start each time.
   */
  private static final Duration RESPONDER_LINGERS = Duration.ofSeconds(30);

  private static final Duration LOOP_ENDS_WITHIN = Duration.ofSeconds(1);

  private static final Duration WATCH_EVERY = Duration.ofMillis(500);

  /** A round's steps have deadlines; a loop that did not turn for this many of them hangs. */
  private static final int STEPS_OF_A_RUN = 12;

  private final NodeLock lock;
  private final ProbeSlot initiator;
  private final ProbeSlot responder;
  private final ProbeSlot inspector;
  private final NodeState state;
  private final NodeBudget budget;
  private final Pulse pulse = new Pulse();
  private final Duration longestTurn;
  private final ScheduledExecutorService watchdog;
  private final RoundPlan plan;
  private final TransferLoop rounds;
  private final Thread loop;
  private @Nullable Future<?> watching;

  /** Puts everything together; nothing runs before {@link #start}. */
  public Transfers(
      Settings settings,
      ProbeLaunch launch,
      LearningExpectation expectation,
      NodeLock lock,
      Meetings meetings,
      Function<NodeState, ServingEnds> peers,
      BuildInfo build,
      Clock clock) {
    this.lock = lock;
    this.initiator = new ProbeSlot("initiator", launch, settings.startDeadline(), clock);
    this.responder = new ProbeSlot("responder", launch, settings.startDeadline(), clock);
    this.inspector = new ProbeSlot("inspector", launch, settings.startDeadline(), clock);
    ByteBudget full =
        ByteBudget.full(settings.budgetBytesPerSecond(), BUDGET_WINDOW, System.nanoTime());
    this.budget = new NodeBudget(full);
    this.state =
        new NodeState(
            settings,
            build,
            full,
            List.of(initiator::report, responder::report, inspector::report),
            clock);
    expectation.refresh(clock.instant());
    state.expects(expectation.current(), expectation.problem());
    this.longestTurn =
        settings
            .startDeadline()
            .multipliedBy(2)
            .plus(settings.deadline().multipliedBy(STEPS_OF_A_RUN));
    this.watchdog =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kvlane-watchdog").factory());
    RandomGenerator random = new SecureRandom();
    HostRoot root = new HostRoot(settings.hostRoot());
    InfinibandClassReader infiniband = new InfinibandClassReader(root);
    RunGpus gpus = RunGpus.of(state, clock);
    TransferRunner runner =
        new TransferRunner(
            initiator,
            new LocalEnds(responder, settings.deadline()),
            peers.apply(state),
            UcxIntents.of(settings.ucxEnvironment()),
            new CounterWatch(root),
            gpus,
            new TransferRunner.RunLimits(
                settings.maxBytes(), settings.maxDuration(), settings.deadline()),
            clock,
            random);
    EngineInspector engines = new EngineInspector(initiator, settings.deadline(), clock);
    RunMaker maker =
        new RunMaker(
            runner,
            new LiveTraffic(infiniband, settings.liveTraffic(), clock.instant()),
            engines,
            expectation,
            state,
            lock,
            budget,
            random,
            pulse,
            clock);
    this.plan = new RoundPlan(settings, infiniband, gpus);
    this.rounds =
        new TransferLoop(
            plan,
            maker,
            meetingTurn(settings, meetings, maker, gpus, clock),
            engines,
            new VerbsInspector(initiator, infiniband, settings.deadline(), clock),
            expectation,
            state,
            new RoundTimes(settings.interval(), random),
            settings.deadline(),
            pulse,
            clock);
    this.loop = Thread.ofPlatform().daemon().name("kvlane-transfers").unstarted(rounds);
  }

  private MeetingTurn meetingTurn(
      Settings settings, Meetings meetings, RunMaker maker, RunGpus gpus, Clock clock) {
    return new MeetingTurn(
        meetings,
        settings.profiles().getFirst(),
        runs ->
            PeerPlan.mostBytes(
                settings.budgetBytesPerSecond(),
                settings.peer().epoch(),
                settings.maxBytes(),
                runs),
        gpus::any,
        maker,
        state,
        pulse,
        clock);
  }

  /** What is known of the node. */
  public NodeState state() {
    return state;
  }

  /** The budget of everything that the node transfers. */
  public NodeBudget budget() {
    return budget;
  }

  /** The process that serves, for whoever holds the node-wide lock. */
  public ProbeSlot responder() {
    return responder;
  }

  /** The process that looks through native libraries beside the transfers. */
  public ProbeSlot inspector() {
    return inspector;
  }

  /** Whether the loop and the watchdog still turn. */
  public boolean turns() {
    return loop.isAlive()
        && watching != null
        && !watching.isDone()
        && pulse.age().compareTo(longestTurn) < 0;
  }

  /** Time since the loop was last seen turning. */
  public Duration lastTurn() {
    return pulse.age();
  }

  /** Starts the first round at once. */
  public void start() {
    watchProcesses();
    loop.start();
  }

  /** Notices probe processes that end or fall silent, from now on; {@link #start} does it, too. */
  public void watchProcesses() {
    watching =
        watchdog.scheduleWithFixedDelay(
            this::watch, WATCH_EVERY.toMillis(), WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Makes one round with all GPUs on the calling thread, instead of {@link #start}.
   *
   * @param ran told of each run
   */
  public void once(Consumer<TransferRecord> ran) throws InterruptedException {
    rounds.round(plan.whole(), ran);
  }

  private void watch() {
    initiator.watch();
    responder.watch();
    inspector.watch();
    letResponderRest();
  }

  /** Whoever holds the lock may have a session in the responder, whoever has it holds the lock. */
  private void letResponderRest() {
    if (responder.unused().compareTo(RESPONDER_LINGERS) < 0) {
      return;
    }
    try {
      Optional<FileLock> held = lock.tryAcquire();
      if (held.isPresent()) {
        responder.rest();
        held.get().release();
      }
    } catch (IOException e) {
      LOG.errorf("the responder cannot be let go: %s", e.getMessage());
    }
  }

  /** Ends probe processes, loop and watchdog, and lets the loop put away what it had begun. */
  @Override
  public void close() {
    watchdog.shutdownNow();
    loop.interrupt();
    initiator.close();
    responder.close();
    inspector.close();
    if (loop.getState() == Thread.State.NEW) {
      return;
    }
    try {
      loop.join(LOOP_ENDS_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
