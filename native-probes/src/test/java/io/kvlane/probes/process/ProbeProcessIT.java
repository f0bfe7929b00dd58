package io.kvlane.probes.process;

import static io.kvlane.probes.testing.ScriptedProbe.HELLO;
import static io.kvlane.probes.testing.ScriptedProbe.answer;
import static io.kvlane.probes.testing.ScriptedProbe.babble;
import static io.kvlane.probes.testing.ScriptedProbe.connect;
import static io.kvlane.probes.testing.ScriptedProbe.exit;
import static io.kvlane.probes.testing.ScriptedProbe.flood;
import static io.kvlane.probes.testing.ScriptedProbe.hangUp;
import static io.kvlane.probes.testing.ScriptedProbe.launch;
import static io.kvlane.probes.testing.ScriptedProbe.listen;
import static io.kvlane.probes.testing.ScriptedProbe.print;
import static io.kvlane.probes.testing.ScriptedProbe.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessEnd.Reason;
import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.protocol.ProbeCommand.EngineInspection;
import io.kvlane.probes.protocol.ProbeCommand.Inspect;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.kvlane.probes.testing.Await;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.Processes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that say and do what they should not, and some that do. */
class ProbeProcessIT {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String FOUND = "{\"version\":\"1.13.1\",\"tookNanos\":5}";

  @Test
  void shouldTakeAnAnswerToACommand() throws Exception {
    try (ProbeSlot slot =
        Probes.slot(launch(say(HELLO), listen(), say(answer(1, FOUND)), listen()))) {
      assertThat(inspect(slot).version()).isEqualTo("1.13.1");
      assertThat(slot.report().ends()).isEmpty();
    }
  }

  @Test
  void shouldPassOverHeartbeats() throws Exception {
    String beat = "{\"v\":1,\"type\":\"HEARTBEAT\",\"id\":0}";
    try (ProbeSlot slot =
        Probes.slot(launch(say(HELLO), say(beat), listen(), say(beat), say(answer(1, FOUND))))) {
      assertThat(inspect(slot).version()).isEqualTo("1.13.1");
    }
  }

  @Test
  void shouldReportWhatAProcessRefusesAndGoOn() throws Exception {
    String problem = "{\"kind\":\"NOT_PRESENT\",\"message\":\"no UCX\",\"fix\":\"install it\"}";
    String refusal = "{\"v\":1,\"type\":\"ANSWER\",\"id\":1,\"problem\":" + problem + "}";
    try (ProbeSlot slot =
        Probes.slot(launch(say(HELLO), listen(), say(refusal), listen(), say(answer(2, FOUND))))) {
      ProbeRefusedException refused =
          Objects.requireNonNull(
              catchThrowableOfType(ProbeRefusedException.class, () -> inspect(slot)));

      assertThat(refused.problem())
          .isEqualTo(new Problem(Problem.Kind.NOT_PRESENT, "no UCX", "install it"));
      assertThat(inspect(slot).version()).isEqualTo("1.13.1");
      assertThat(slot.report().ends()).isEmpty();
    }
  }

  @Test
  void shouldBeUndisturbedByWhatAProcessPrints() throws Exception {
    try (ProbeSlot slot =
        Probes.slot(
            launch(
                flood(20_000),
                say(HELLO),
                listen(),
                flood(20_000),
                say(answer(1, FOUND)),
                flood(20_000),
                exit(7)))) {
      assertThat(inspect(slot).version()).isEqualTo("1.13.1");

      ProcessEnd end = endOf(slot);
      assertThat(end.reason()).isEqualTo(Reason.CRASHED);
      assertThat(end.detail()).startsWith("exit status 7");
      assertThat(end.lastLines()).hasSizeBetween(1, 200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UCX  ERROR failed",
        "null",
        "{}",
        "{\"v\":2,\"type\":\"HELLO\",\"id\":0}",
        "{\"v\":1,\"type\":\"GOODBYE\",\"id\":0}",
        HELLO + HELLO
      })
  void shouldEndAProcessThatSaysWhatIsNotTheProtocol(String line) throws Exception {
    try (ProbeSlot slot = Probes.slot(launch(say(line), listen()))) {
      ProcessEnd end = failureToStart(slot);

      assertThat(end.reason()).isEqualTo(Reason.PROTOCOL);
      assertThat(end.detail()).isNotBlank();
    }
  }

  @Test
  void shouldEndAProcessThatNeverEndsItsLine() throws Exception {
    try (ProbeSlot slot = Probes.slot(launch(babble(2 << 20), listen()))) {
      assertThat(failureToStart(slot))
          .extracting(ProcessEnd::reason, ProcessEnd::detail)
          .containsExactly(Reason.PROTOCOL, "a line of more than 1048576 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":1,\"type\":\"ANSWER\",\"id\":2,\"result\":{\"version\":\"1\",\"tookNanos\":5}}",
        "{\"v\":1,\"type\":\"ANSWER\",\"id\":1,\"result\":null}",
        "{\"v\":1,\"type\":\"ANSWER\",\"id\":1}",
        "{\"v\":1,\"type\":\"ANSWER\",\"id\":1,\"result\":{\"warmUpBytes\":1}}",
        "{\"v\":1,\"type\":\"ANSWER\",\"id\":1,\"result\":[]}",
        "{\"v\":2,\"type\":\"ANSWER\",\"id\":1,\"result\":{\"version\":\"1\",\"tookNanos\":5}}",
        "Segmentation fault"
      })
  void shouldEndAProcessThatAnswersSomethingElse(String line) throws Exception {
    try (ProbeSlot slot = Probes.slot(launch(say(HELLO), listen(), say(line), listen()))) {
      assertThat(failureToInspect(slot, Probes.DEADLINE).reason()).isEqualTo(Reason.PROTOCOL);
    }
  }

  @Test
  void shouldEndAProcessThatAnswersTwice() throws Exception {
    String answer = answer(1, FOUND);
    try (ProbeSlot slot =
        Probes.slot(launch(say(HELLO), listen(), say(answer), say(answer), listen()))) {
      assertThat(inspect(slot).version()).isEqualTo("1.13.1");
      assertThat(endOf(slot).reason()).isEqualTo(Reason.PROTOCOL);
    }
  }

  @Test
  void shouldEndAProcessThatAnswersWithoutBeingAsked() throws Exception {
    try (ProbeSlot slot = Probes.slot(launch(say(HELLO), say(answer(1, FOUND)), listen()))) {
      slot.acquire();

      assertThat(endOf(slot).reason()).isEqualTo(Reason.PROTOCOL);
    }
  }

  @Test
  void shouldReportAProcessThatExitsAtItsStartWithItsLastLines() throws Exception {
    try (ProbeSlot slot = Probes.slot(launch(print("cannot open shared object file"), exit(3)))) {
      assertThat(failureToStart(slot))
          .extracting(ProcessEnd::reason, ProcessEnd::detail)
          .containsExactly(Reason.CRASHED, "exit status 3 at start");
      assertThat(slot.report().lastEnd())
          .hasValueSatisfying(
              end -> assertThat(end.lastLines()).contains("cannot open shared object file"));
    }
  }

  @Test
  void shouldReportAProcessThatExitsInsteadOfAnswering() throws Exception {
    try (ProbeSlot slot =
        Probes.slot(launch(say(HELLO), listen(), print("*** buffer overflow"), exit(134)))) {
      ProcessEnd end = failureToInspect(slot, Probes.DEADLINE);

      assertThat(end.reason()).isEqualTo(Reason.CRASHED);
      assertThat(end.detail()).startsWith("killed by signal 6");
      assertThat(end.lastLines()).contains("*** buffer overflow");
    }
  }

  @Test
  void shouldKeepTheLastLinesOfAProcessThatWroteMuchBeforeItEnded() throws Exception {
    String much = "much ".repeat(10_000);
    try (ProbeSlot slot =
        Probes.slot(
            launch(say(HELLO), listen(), print(much), print("*** buffer overflow"), exit(134)))) {
      assertThat(failureToInspect(slot, Probes.DEADLINE).lastLines())
          .contains("*** buffer overflow");
    }
  }

  @Test
  void shouldReportAProcessThatHangsUp() throws Exception {
    try (ProbeSlot slot = Probes.slot(launch(say(HELLO), listen(), hangUp()))) {
      assertThat(failureToInspect(slot, Probes.DEADLINE).reason()).isEqualTo(Reason.CRASHED);
    }
  }

  @Test
  void shouldReportThatThereIsNoJava() throws Exception {
    ProbeLaunch launch =
        new ProbeLaunch(Path.of("/nonexistent/java"), "", "Main", Optional.empty(), Map.of());
    try (ProbeSlot slot = Probes.slot(launch)) {
      ProcessEnd end = failureToStart(slot);

      assertThat(end.reason()).isEqualTo(Reason.CRASHED);
      assertThat(end.detail()).startsWith("cannot be started: ").contains("/nonexistent/java");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldEndAProcessThatNeverSaysHello(boolean connects) throws Exception {
    ProbeLaunch launch = connects ? launch(connect()) : launch(print("deep in thought"));
    try (ProbeSlot slot = new ProbeSlot("initiator", launch, SHORT, Clock.systemUTC())) {
      assertThat(failureToStart(slot))
          .extracting(ProcessEnd::reason, ProcessEnd::detail)
          .containsExactly(Reason.HUNG, "not ready within 300 ms");
    }
  }

  @Test
  void shouldEndAProcessThatDoesNotAnswerInTime() throws Exception {
    try (ProbeSlot slot = Probes.slot(launch(say(HELLO), listen()))) {
      long pid = slot.acquire().pid();

      assertThat(failureToInspect(slot, SHORT))
          .extracting(ProcessEnd::reason, ProcessEnd::detail)
          .containsExactly(Reason.HUNG, "no answer to inspect within 300 ms");
      Processes.awaitEnd(pid);
    }
  }

  @Test
  void shouldKeepWhatAProcessWroteUntilItWasEnded() throws Exception {
    try (ProbeSlot slot =
        Probes.slot(launch(print("early"), say(HELLO), listen(), flood(10_000_000)))) {
      ProcessEnd end = failureToInspect(slot, SHORT);

      assertThat(end.reason()).isEqualTo(Reason.HUNG);
      assertThat(end.lastLines())
          .isNotEmpty()
          .noneMatch(line -> line.startsWith("(its output ended"));
    }
  }

  @Test
  void shouldEndAProcessWithoutHeartbeat() throws Exception {
    try (ProbeSlot slot = Probes.slot(launch(say(HELLO), listen()))) {
      ProbeProcess silent = slot.acquire();
      while (silent.end().isEmpty()) {
        silent.endIfSilent(SHORT);
        Thread.onSpinWait();
      }

      ProcessEnd end = endOf(slot);
      assertThat(end.reason()).isEqualTo(Reason.HUNG);
      assertThat(end.detail()).startsWith("no heartbeat for ");
      Processes.awaitEnd(silent.pid());
    }
  }

  private static EngineInspection inspect(ProbeSlot slot) throws Exception {
    return slot.acquire().call(new Inspect(Engine.UCX), Probes.DEADLINE);
  }

  private static ProcessEnd failureToStart(ProbeSlot slot) {
    return Objects.requireNonNull(catchThrowableOfType(ProbeEndedException.class, slot::acquire))
        .end();
  }

  private static ProcessEnd failureToInspect(ProbeSlot slot, Duration deadline) {
    return Objects.requireNonNull(
            catchThrowableOfType(
                ProbeEndedException.class,
                () -> slot.acquire().call(new Inspect(Engine.UCX), deadline)))
        .end();
  }

  /** How the process of a slot ends, once it has. */
  private static ProcessEnd endOf(ProbeSlot slot) throws Exception {
    Await.until("it has ended", () -> slot.report().lastEnd().isPresent());
    return slot.report().lastEnd().orElseThrow();
  }
}
