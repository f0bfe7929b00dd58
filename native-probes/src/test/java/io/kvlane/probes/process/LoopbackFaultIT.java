package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.snapshot.ProcessEnd.Reason;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.protocol.ProbeCommand.Close;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.kvlane.probes.testing.Await;
import io.kvlane.probes.testing.Background;
import io.kvlane.probes.testing.ProbePair;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.Processes;
import io.kvlane.probes.testing.Processes.Signal;
import io.kvlane.probes.testing.TransferPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that are killed, abort or stop, idle and while bytes move. */
class LoopbackFaultIT {

  private static final TransferShape SHAPE = new TransferShape(4, 8, 32 * 1024);

  /** What a stopped process is given; a healthy one needs a hundredth. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private static final Duration SILENCE = Duration.ofMillis(700);
  private static final Duration POST_FOR = Duration.ofSeconds(1);

  private static ProbePair pair;

  enum Victim {
    INITIATOR,
    RESPONDER;

    ProbeSlot slot() {
      return this == INITIATOR ? pair.initiator() : pair.responder();
    }

    ProbeSlot survivor() {
      return this == INITIATOR ? pair.responder() : pair.initiator();
    }
  }

  private volatile boolean victimIsDown;

  @AfterEach
  void shouldWorkAgain() throws Exception {
    assertThat(pair.transfer(spec(TransferPath.TCP, Operation.READ)).isVerified()).isTrue();
  }

  @BeforeAll
  static void openPair() {
    pair = new ProbePair(Probes.real());
  }

  @AfterAll
  static void closePair() {
    pair.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Signal.class)
  void shouldSayHowAnIdleProcessEnded(Signal signal) throws Exception {
    ProbeProcess idle = pair.responder().acquire();
    Map<Reason, Long> before = pair.responder().report().ends();
    Processes.send(signal, idle.pid());
    while (idle.end().isEmpty()) {
      if (signal == Signal.STOP) {
        idle.endIfSilent(SILENCE);
      }
      Thread.onSpinWait();
    }

    assertThat(pair.responder().report().ends()).isEqualTo(plusOne(before, reason(signal)));
  }

  @ParameterizedTest(name = "{1} {0} over {2}")
  @CsvSource({
    "RESPONDER, KILL, TCP",
    "RESPONDER, KILL, UCX_TCP",
    "RESPONDER, KILL, UCX_POSIX",
    "RESPONDER, STOP, TCP",
    "RESPONDER, STOP, UCX_TCP",
    "RESPONDER, ABRT, UCX_TCP",
    "INITIATOR, KILL, UCX_TCP",
    "INITIATOR, STOP, UCX_TCP",
    "INITIATOR, ABRT, UCX_POSIX"
  })
  void shouldSettleNothingOnceAProcessIsGone(Victim victim, Signal signal, TransferPath path)
      throws Exception {
    path.assumePresent();
    SessionSpec spec = spec(path, Operation.READ);
    pair.transfer(spec);
    Map<Reason, Long> before = victim.slot().report().ends();
    Map<Reason, Long> beforeOfSurvivor = victim.survivor().report().ends();
    long pid = victim.slot().report().pid().orElseThrow();
    CountDownLatch running = new CountDownLatch(2);
    Background<Throwable> failure = Background.start(() -> runUntilItFails(spec, running));
    running.await();
    Processes.send(signal, pid);
    Await.until("it took effect", () -> Processes.isGone(pid) || Processes.isStopped(pid));
    victimIsDown = true;

    assertThatItSaysWhatHappened(failure.get(), reason(signal));
    assertThat(victim.slot().report().ends()).isEqualTo(plusOne(before, reason(signal)));
    assertThat(victim.survivor().report().ends()).isEqualTo(beforeOfSurvivor);
  }

  /** Shared memory lets a run complete whose responder is dead. */
  @ParameterizedTest(name = "{1} over {0}")
  @CsvSource({"UCX_TCP, READ", "UCX_POSIX, WRITE"})
  void shouldNotSettleARunOfADeadResponder(TransferPath path, Operation operation)
      throws Exception {
    path.assumePresent();
    SessionSpec spec = spec(path, operation);
    pair.transfer(spec);
    try (ProbeSession session = pair.open(spec, DEADLINE)) {
      session.arm(1);
      long pid = pair.responder().acquire().pid();
      Processes.send(Signal.KILL, pid);
      Processes.awaitEnd(pid);
      var _ = catchThrowable(() -> session.run(POST_FOR));

      assertThatThrownBy(() ->
              session.settle(
                  new Ran(SHAPE.descriptors(), SHAPE.descriptorBytes(), 1, 1, false, List.of())))
          .isInstanceOf(ProbeEndedException.class)
          .hasMessageStartingWith("responder probe process crashed: killed by signal 9");
    }
  }

  /** A responder that closes is well, so only the engine at the other end can notice. */
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"UCX_TCP", "UCX_POSIX"})
  void shouldGiveUpOnAResponderThatHasClosed(TransferPath path) throws Exception {
    path.assumePresent();
    SessionSpec spec = spec(path, Operation.READ);
    pair.transfer(spec);
    Map<Reason, Long> ofInitiator = pair.initiator().report().ends();
    ProbeProcess responder = pair.responder().acquire();
    try (ProbeSession session = pair.open(spec, DEADLINE)) {
      session.arm(1);
      CountDownLatch running = new CountDownLatch(1);
      Background<Problem> problem = Background.start(() -> runUntilRefused(session, running));
      running.await();
      responder.call(new Close(), DEADLINE);

      assertThat(problem.get().kind())
          .as(problem.get().message())
          .isIn(Problem.Kind.UNREACHABLE, Problem.Kind.TIMED_OUT);
    }
    assertThat(pair.initiator().report().ends()).isEqualTo(ofInitiator);
  }

  private static Problem runUntilRefused(ProbeSession session, CountDownLatch running)
      throws ProbeEndedException, InterruptedException {
    try {
      while (true) {
        assertThat(session.run(POST_FOR).descriptors()).isPositive();
        running.countDown();
      }
    } catch (ProbeRefusedException refused) {
      return refused.problem();
    }
  }

  @Test
  void shouldBlameNoProcessWhenItsCallerIsInterrupted() throws Exception {
    SessionSpec spec = spec(TransferPath.TCP, Operation.READ);
    pair.transfer(spec);
    Map<Reason, Long> ofInitiator = pair.initiator().report().ends();
    Map<Reason, Long> ofResponder = pair.responder().report().ends();
    CountDownLatch running = new CountDownLatch(2);
    Background<Throwable> interrupted = Background.start(() -> runUntilItFails(spec, running));
    running.await();
    interrupted.interrupt();

    assertThatThrownBy(interrupted::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(pair.initiator().report().ends()).isEqualTo(ofInitiator);
    assertThat(pair.responder().report().ends()).isEqualTo(ofResponder);
  }

  /** Makes runs, all of which must be right, until one fails; says how. */
  private Throwable runUntilItFails(SessionSpec spec, CountDownLatch running)
      throws InterruptedException {
    try (ProbeSession session = pair.open(spec, DEADLINE)) {
      for (long seed = 1; ; seed++) {
        boolean wasDown = victimIsDown;
        boolean verified = ProbePair.transfer(session, spec, POST_FOR, seed).isVerified();
        if (wasDown || !verified) {
          return new AssertionError("settled; down: " + wasDown + ", verified: " + verified);
        }
        running.countDown();
      }
    } catch (ProbeEndedException | ProbeRefusedException failure) {
      return failure;
    }
  }

  /** Who notices first is a race: the engine at the other end, or the agent. */
  private static void assertThatItSaysWhatHappened(Throwable failure, Reason reason) {
    if (failure instanceof ProbeRefusedException refused) {
      assertThat(refused.problem().kind())
          .as(refused.problem().message())
          .isIn(Problem.Kind.UNREACHABLE, Problem.Kind.TIMED_OUT);
    } else {
      assertThat(failure)
          .isInstanceOfSatisfying(
              ProbeEndedException.class,
              ended -> assertThat(ended.end().reason()).isEqualTo(reason));
    }
  }

  private static Reason reason(Signal signal) {
    return signal == Signal.STOP ? Reason.HUNG : Reason.CRASHED;
  }

  private static Map<Reason, Long> plusOne(Map<Reason, Long> ends, Reason reason) {
    Map<Reason, Long> more = new HashMap<>(ends);
    more.merge(reason, 1L, Long::sum);
    return more;
  }

  private static SessionSpec spec(TransferPath path, Operation operation) {
    return path.spec(operation, SHAPE);
  }
}
