package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.state.ExpectationStore;
import io.kvlane.agent.state.LearningExpectation;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.ScriptedProbe.Script;
import io.kvlane.agent.transfer.TransferRunner.RunLimits;
import io.kvlane.core.finding.Finding;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.Meeting;
import io.kvlane.core.peer.PlannedMeeting;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.schedule.LoopbackPlan;
import io.kvlane.core.schedule.PeerPlan;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.schedule.RoundTimes;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.TransferHistory;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import io.kvlane.probes.process.ProbeSlot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TransferLoopTest {

  private static final Duration ENOUGH = Duration.ofSeconds(30);
  private static final int RUNS = LoopbackPlan.of(List.of(Nodes.SMALL)).size();

  @TempDir private Path directory;

  private final NodeState state = Nodes.node();
  private final Pulse pulse = new Pulse();
  private List<PlannedRun> plan = LoopbackPlan.of(List.of(Nodes.SMALL));
  private ServingEnds peers = new NoPeers();
  private Meetings meetings = Meetings.NONE;
  private Duration patience = Duration.ZERO;
  private ProbeSlot initiator;
  private ProbeSlot responder;
  private StateDirectory stateDirectory;
  private NodeLock lock;

  @BeforeEach
  void open() throws Exception {
    follow(Script.NOTHING);
    stateDirectory = StateDirectory.open(directory);
    lock = NodeLock.in(stateDirectory);
  }

  @AfterEach
  void close() throws Exception {
    initiator.close();
    responder.close();
    lock.close();
  }

  private void follow(Script script) {
    initiator = new ProbeSlot("initiator", ScriptedProbe.launch(script), ENOUGH, Nodes.CLOCK);
    responder = new ProbeSlot("responder", ScriptedProbe.launch(script), ENOUGH, Nodes.CLOCK);
  }

  private TransferLoop loop(ByteBudget budget, RandomGenerator betweenRounds) {
    TransferRunner runner =
        new TransferRunner(
            initiator,
            new LocalEnds(responder, ENOUGH),
            peers,
            UcxIntents.of(Map.of()),
            new CounterWatch(new HostRoot(directory)),
            RunGpus.of(state, Nodes.CLOCK),
            new RunLimits(1 << 20, Duration.ofMillis(250), ENOUGH),
            Nodes.CLOCK,
            () -> 7);
    EngineInspector engines = new EngineInspector(initiator, ENOUGH, Nodes.CLOCK);
    LearningExpectation expectation =
        new LearningExpectation(
            Optional.of(ExpectedPath.RDMA), new ExpectationStore(stateDirectory, Optional.empty()));
    RunMaker maker =
        new RunMaker(
            runner,
            new LiveTraffic(
                new InfinibandClassReader(new HostRoot(directory)),
                Nodes.settings(directory).liveTraffic(),
                Nodes.NOW),
            engines,
            expectation,
            state,
            lock,
            new NodeBudget(budget),
            () -> 0,
            pulse,
            Nodes.CLOCK);
    return new TransferLoop(
        () -> plan,
        maker,
        new MeetingTurn(
            meetings, Nodes.SMALL, _ -> 1 << 20, () -> false, maker, state, pulse, Nodes.CLOCK),
        engines,
        new VerbsInspector(
            initiator, new InfinibandClassReader(new HostRoot(directory)), ENOUGH, Nodes.CLOCK),
        expectation,
        state,
        new RoundTimes(Duration.ofHours(1), betweenRounds),
        patience,
        pulse,
        Nodes.CLOCK);
  }

  /** Makes one round in this thread: the loop asks for jitter only when the round is over. */
  private NodeSnapshot oneRound() {
    RandomGenerator enough =
        () -> {
          Thread.currentThread().interrupt();
          return 0;
        };
    // Plenty, but what is used does not come back while the test lasts.
    ByteBudget budget = ByteBudget.full(1, Duration.ofSeconds(1 << 30), System.nanoTime());
    loop(budget, enough).run();
    assertThat(Thread.interrupted()).as("the loop says that it was interrupted").isTrue();
    return state.snapshot();
  }

  @Test
  void shouldMakeEveryPlannedRunAndTakeNoteOfIt() {
    NodeSnapshot node = oneRound();

    assertThat(node.transfers()).hasSize(RUNS);
    assertThat(node.transfers().values())
        .extracting(TransferHistory::results)
        .containsOnly(Map.of(TransferResult.OK, 1L));
    assertThat(node.engines())
        .extracting(report -> report.engine())
        .containsExactlyInAnyOrder(Engine.UCX, Engine.TCP);
    assertThat(node.rdma().verbs()).as("libibverbs was looked at").isPresent();
    assertThat(node.expectation())
        .contains(new Expectation(ExpectedPath.RDMA, Expectation.Source.CONFIGURATION));
    assertThat(node.budget().usedRatio()).as("the budget is charged").isPositive();
    assertThat(node.findings()).extracting(Finding::rule).contains("path-fallback");
  }

  @Test
  void shouldSkipRunsWhileAnotherProcessTransfers() throws Exception {
    try (NodeLock other = NodeLock.in(stateDirectory)) {
      assertThat(other.tryAcquire()).isPresent();

      NodeSnapshot node = oneRound();

      assertThat(node.transfers()).hasSize(RUNS);
      assertThat(node.transfers().values())
          .extracting(TransferHistory::skips)
          .containsOnly(Map.of(SkipReason.LOCKED, 1L));
      assertThat(node.budget().usedRatio()).isZero();
      assertThat(responder.report().pid()).as("nothing was started for them").isEmpty();
    }
  }

  @Test
  void shouldGiveTheLockBackAfterEachRun() throws Exception {
    oneRound();

    try (NodeLock other = NodeLock.in(stateDirectory)) {
      assertThat(other.tryAcquire()).isPresent();
    }
  }

  @Test
  void shouldRaiseACriticalFindingForACorruptPayload() {
    follow(Script.CORRUPT);

    NodeSnapshot node = oneRound();

    assertThat(node.transfers().values())
        .extracting(history -> history.last().result())
        .containsOnly(TransferResult.CORRUPT);
    assertThat(node.findings().getFirst())
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo("payload-corrupt");
          assertThat(finding.evidence().toString()).contains("descriptor 3 differs at byte 17");
        });
  }

  @Test
  void shouldLeaveOutAnEngineThatEndsTheProcess() {
    follow(Script.CRASHES_IN_UCX);

    NodeSnapshot node = oneRound();

    assertThat(node.transfers()).hasSize(RUNS);
    assertThat(node.transfers())
        .allSatisfy((key, history) -> {
          TransferRecord last = history.last();
          if (key.engine() == Engine.UCX) {
            assertThat(last.skipReason()).contains(SkipReason.BACKOFF);
          } else {
            assertThat(last.result()).as(last.detail()).isEqualTo(TransferResult.OK);
          }
        });
  }

  /** A meeting with node-2 that begins now and may be begun for a while. */
  private ScriptedEnds meetAPeer(Duration closesIn) {
    Meeting meeting = new Meeting("node-2", true, false, 0);
    PlannedMeeting planned = new PlannedMeeting(meeting, 7, Nodes.NOW, Nodes.NOW.plus(closesIn));
    meetings =
        new Meetings() {
          @Override
          public Optional<ClusterReport> cluster() {
            return Optional.empty();
          }

          @Override
          public Optional<PlannedMeeting> planned(Instant now) {
            return Optional.of(planned);
          }
        };
    plan = plan.subList(0, 1);
    ScriptedEnds node2 = new ScriptedEnds(new LocalEnds(responder, ENOUGH));
    peers = node2;
    return node2;
  }

  private static List<TransferHistory> withPeers(NodeSnapshot node) {
    return node.transfers().entrySet().stream()
        .filter(run -> run.getKey().kind() == TransferKind.PEER)
        .map(Map.Entry::getValue)
        .toList();
  }

  @Test
  void shouldHoldAMeetingOnceHoweverOftenItIsTimeForIt() {
    ScriptedEnds peer = meetAPeer(ENOUGH);
    plan = LoopbackPlan.of(List.of(Nodes.SMALL));

    NodeSnapshot node = oneRound();

    assertThat(withPeers(node))
        .hasSize(PeerPlan.RUNS)
        .extracting(TransferHistory::results)
        .containsOnly(Map.of(TransferResult.OK, 1L));
    assertThat(peer.asked()).isEqualTo(PeerPlan.RUNS);
    assertThat(node.transfers()).as("and the round inside the node").hasSize(RUNS + PeerPlan.RUNS);
  }

  @Test
  void shouldAskABusyPeerAgain() {
    ScriptedEnds peer = meetAPeer(ENOUGH).busy(3);

    List<TransferHistory> runs = withPeers(oneRound());

    assertThat(runs)
        .extracting(TransferHistory::results)
        .containsOnly(Map.of(TransferResult.OK, 1L));
    assertThat(runs).allSatisfy(run -> assertThat(run.skips()).isEmpty());
    assertThat(peer.asked()).isEqualTo(PeerPlan.RUNS + 3);
  }

  @Test
  void shouldLeaveAPeerAloneThatStaysBusy() {
    ScriptedEnds peer = meetAPeer(Duration.ofNanos(1)).busy(Integer.MAX_VALUE);

    List<TransferHistory> runs = withPeers(oneRound());

    assertThat(runs)
        .hasSize(PeerPlan.RUNS)
        .extracting(TransferHistory::skips)
        .containsOnly(Map.of(SkipReason.BUSY, 1L));
    assertThat(runs.getLast().last().detail()).contains("not tried").contains("of its own");
    assertThat(peer.asked()).isEqualTo(1);
  }

  @Test
  void shouldNotTryTheRestOfAMeetingWithAPeerThatCannotBeReached() {
    ScriptedEnds peer = meetAPeer(ENOUGH).unreachable();

    List<TransferHistory> runs = withPeers(oneRound());

    assertThat(runs)
        .hasSize(PeerPlan.RUNS)
        .extracting(TransferHistory::results)
        .containsOnly(Map.of(TransferResult.UNREACHABLE, 1L));
    assertThat(peer.asked()).isEqualTo(1);
  }

  @Test
  void shouldMakeNoRunWhileTransfersAreTurnedOff() {
    ScriptedEnds peer = meetAPeer(ENOUGH);
    plan = LoopbackPlan.of(List.of(Nodes.SMALL));
    state.transfers().annotated(true);

    NodeSnapshot node = oneRound();

    assertThat(node.transfers()).hasSize(RUNS + PeerPlan.RUNS);
    assertThat(node.transfers().values())
        .extracting(TransferHistory::skips)
        .containsOnly(Map.of(SkipReason.TURNED_OFF, 1L));
    assertThat(peer.asked()).isZero();
    assertThat(responder.report().pid()).as("nothing was started for them").isEmpty();
    assertThat(node.budget().usedRatio()).isZero();
    assertThat(node.engines()).as("the look at the engines goes on").isNotEmpty();
    assertThat(node.rdma().verbs()).as("the look at libibverbs goes on").isPresent();
    assertThat(node.findings()).extracting(Finding::rule).contains("transfers-turned-off");
  }

  @Test
  void shouldAskAPeerThatHasTurnedTransfersOffOnceAMeeting() {
    ScriptedEnds peer = meetAPeer(ENOUGH).turnedOff();

    List<TransferHistory> runs = withPeers(oneRound());

    assertThat(runs)
        .hasSize(PeerPlan.RUNS)
        .extracting(TransferHistory::skips)
        .containsOnly(Map.of(SkipReason.PEER_TURNED_OFF, 1L));
    assertThat(peer.asked()).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void shouldTransferNothingBeforeItKnowsWhetherItMay() throws InterruptedException {
    state.transfers().awaitWord();
    Thread thread =
        Thread.ofPlatform().start(loop(ByteBudget.full(1, Duration.ofSeconds(1), 0), () -> 0));
    try {
      Thread.State sleeping = Thread.State.TIMED_WAITING;
      while (thread.getState() != sleeping) {
        assertThat(thread.join(Duration.ofMillis(5))).as("the loop ended").isFalse();
      }
      assertThat(state.snapshot().engines()).as("no round has begun").isEmpty();

      state.transfers().annotated(true);
      state.transfers().wordCame();
      while (state.snapshot().transfers().isEmpty()) {
        assertThat(thread.join(Duration.ofMillis(5))).as("the loop ended").isFalse();
      }
    } finally {
      thread.interrupt();
      thread.join();
    }
    assertThat(state.snapshot().transfers().values())
        .allSatisfy(run -> assertThat(run.last().skipReason()).contains(SkipReason.TURNED_OFF));
  }

  @Test
  @Timeout(60)
  void shouldWaitForTheBudgetBetweenRuns() throws InterruptedException {
    // One byte a second: the first run overdraws it for hours.
    TransferLoop slow = loop(ByteBudget.full(1, Duration.ofSeconds(1), System.nanoTime()), () -> 0);
    Thread thread = Thread.ofPlatform().start(slow);
    try {
      while (state.snapshot().transfers().isEmpty() || !sleeps(thread)) {
        assertThat(thread.join(Duration.ofMillis(5))).as("the loop ended").isFalse();
      }
      assertThat(state.snapshot().transfers()).hasSize(1);
    } finally {
      thread.interrupt();
      thread.join();
    }
  }

  private static boolean sleeps(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame ->
            frame.getClassName().equals(TransferLoop.class.getName())
                && frame.getMethodName().equals("idle"));
  }
}
