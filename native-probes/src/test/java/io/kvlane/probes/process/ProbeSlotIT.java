package io.kvlane.probes.process;

import static io.kvlane.probes.testing.ScriptedProbe.HELLO;
import static io.kvlane.probes.testing.ScriptedProbe.connect;
import static io.kvlane.probes.testing.ScriptedProbe.exit;
import static io.kvlane.probes.testing.ScriptedProbe.launch;
import static io.kvlane.probes.testing.ScriptedProbe.listen;
import static io.kvlane.probes.testing.ScriptedProbe.print;
import static io.kvlane.probes.testing.ScriptedProbe.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessEnd.Reason;
import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.protocol.ProbeCommand.Inspect;
import io.kvlane.probes.testing.Await;
import io.kvlane.probes.testing.Background;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.Processes;
import io.kvlane.probes.testing.Processes.Signal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The place of a probe process: its process comes, goes and comes again. */
class ProbeSlotIT {

  private static final ProbeLaunch OBEDIENT = launch(say(HELLO), listen());
  private static final ProbeLaunch STILLBORN = launch(print("no"), exit(1));

  private Set<Long> before = new HashSet<>();

  @BeforeEach
  void remember() {
    before = children();
  }

  @Test
  void shouldStartNothingBeforeItIsNeeded() {
    try (ProbeSlot slot = Probes.slot(OBEDIENT)) {
      assertThat(slot.report().pid()).isEmpty();
      assertThat(slot.waiting()).isZero();
      assertThat(started()).isEmpty();
    }
  }

  @Test
  void shouldKeepItsProcess() throws Exception {
    try (ProbeSlot slot = Probes.slot(OBEDIENT)) {
      ProbeProcess process = slot.acquire();

      assertThat(slot.acquire()).isSameAs(process);
      assertThat(slot.report().pid()).contains(process.pid());
      assertThat(started()).containsExactly(process.pid());
    }
  }

  @Test
  void shouldLeaveNoProcessWhenItIsClosed() throws Exception {
    ProbeSlot slot = Probes.slot(OBEDIENT);
    long pid = slot.acquire().pid();
    slot.close();

    Processes.awaitEnd(pid);
    assertThat(slot.report().ends()).isEmpty();
    assertThatThrownBy(slot::acquire).isInstanceOf(IllegalStateException.class);
    assertThat(started()).isEmpty();
  }

  @Test
  void shouldReplaceAProcessThatTheAgentEndedWithoutCountingIt() throws Exception {
    try (ProbeSlot slot = Probes.slot(OBEDIENT)) {
      ProbeProcess ended = slot.acquire();
      ended.close();

      Processes.awaitEnd(ended.pid());
      assertThat(slot.acquire().pid()).isNotEqualTo(ended.pid());
      assertThat(slot.report().ends()).isEmpty();
    }
  }

  @Test
  void shouldReplaceAProcessThatDiedAndCountItOnce() throws Exception {
    try (ProbeSlot slot = Probes.slot(OBEDIENT)) {
      long dead = slot.acquire().pid();
      Processes.send(Signal.KILL, dead);
      Await.until("the death is noticed", () -> slot.report().pid().isEmpty());
      slot.watch();

      assertThat(slot.acquire().pid()).isNotEqualTo(dead);
      assertThat(slot.report().ends()).isEqualTo(Map.of(Reason.CRASHED, 1L));
      assertThat(slot.report().lastEnd())
          .map(ProcessEnd::detail)
          .hasValueSatisfying(detail -> assertThat(detail).startsWith("killed by signal 9"));
    }
  }

  @Test
  void shouldStartAgainAtOnceAfterOneFailure() {
    try (ProbeSlot slot = Probes.slot(STILLBORN)) {
      fail(slot);

      assertThat(slot.waiting()).isZero();
    }
  }

  @Test
  void shouldAskForTimeWhenItsProcessKeepsEnding() throws Exception {
    try (ProbeSlot slot = Probes.slot(STILLBORN)) {
      Await.until(
          "it asks for time",
          () -> {
            fail(slot);
            return !slot.waiting().isZero();
          });
      assertThat(slot.report().ends().get(Reason.CRASHED)).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void shouldNotWaitAnyMoreOnceItsProcessSucceeded() throws Exception {
    try (ProbeSlot slot = Probes.slot(STILLBORN)) {
      fail(slot);
      slot.succeeded();
      fail(slot);

      assertThat(slot.waiting()).isZero();
      assertThat(slot.report().ends()).isEqualTo(Map.of(Reason.CRASHED, 2L));
    }
  }

  @ParameterizedTest(name = "connected: {0}")
  @ValueSource(booleans = {false, true})
  void shouldEndAProcessWhoseStartIsInterrupted(boolean connects) throws Exception {
    ProbeLaunch endless = connects ? launch(connect(), print("hm")) : launch(print("hm"));
    try (ProbeSlot slot = Probes.slot(endless)) {
      assertThatItIsInterrupted(slot::acquire, () -> !started().isEmpty());

      Await.until("its process is gone", () -> started().isEmpty());
      assertThat(slot.report().ends()).isEmpty();
      assertThat(slot.waiting()).isZero();
    }
  }

  @Test
  void shouldEndAProcessWhoseCallerIsInterrupted() throws Exception {
    try (ProbeSlot slot = Probes.slot(launch(say(HELLO), listen(), print("hm")))) {
      ProbeProcess process = slot.acquire();

      assertThatItIsInterrupted(
          () -> process.call(new Inspect(Engine.UCX), Await.LIMIT), () -> true);

      Processes.awaitEnd(process.pid());
      assertThat(slot.report().ends()).isEmpty();
      assertThat(slot.acquire().pid()).isNotEqualTo(process.pid());
    }
  }

  @Test
  void shouldNotBlameAProcessForACallerThatIsInterruptedBeforeItCalls() throws Exception {
    try (ProbeSlot slot = Probes.slot(OBEDIENT)) {
      ProbeProcess process = slot.acquire();
      Background<Object> call =
          Background.start(() -> {
            Thread.currentThread().interrupt();
            return process.call(new Inspect(Engine.UCX), Await.LIMIT);
          });

      assertThatThrownBy(call::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(slot.report().ends()).isEmpty();
    }
  }

  /** Interrupts a call once a condition holds. */
  private static void assertThatItIsInterrupted(Callable<?> call, Callable<Boolean> when)
      throws Exception {
    Background<?> background = Background.start(call);
    Await.until("it can be interrupted", when);
    background.interrupt();

    assertThatThrownBy(background::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  private static void fail(ProbeSlot slot) {
    assertThatThrownBy(slot::acquire).isInstanceOf(ProbeEndedException.class);
  }

  /** Processes that this test has started and that run. */
  private Set<Long> started() {
    Set<Long> started = children();
    started.removeAll(before);
    return started;
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .children()
        .map(ProcessHandle::pid)
        .filter(pid -> !Processes.isGone(pid))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
