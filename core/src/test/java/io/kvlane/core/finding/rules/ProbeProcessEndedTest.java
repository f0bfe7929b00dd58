package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.samples.Snapshots.OLDEST_FRESH;
import static io.kvlane.core.samples.Snapshots.STALE;
import static io.kvlane.core.snapshot.ProcessEnd.Reason.CRASHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.ProcessEnd;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeProcessEndedTest {

  private final Snapshots node = Snapshots.node();

  @Test
  void shouldFireWithTheLastErrorFirst() {
    node.process(
        "responder",
        end(
            NOW,
            "UCX  WARN  something odd",
            "UCX  ERROR an older error",
            "ud_ep.c:278 Fatal: UD endpoint unhandled timeout error",
            "==== backtrace ===="));

    assertThat(findings())
        .containsExactly(
            new Finding(
                "probe-process-ended",
                Severity.WARNING,
                "responder",
                "The probe process of the responder crashed at 2026-03-01T12:00:00Z.",
                List.of(
                    "exit status 134",
                    "last error: ud_ep.c:278 Fatal: UD endpoint unhandled timeout error",
                    "UCX  WARN  something odd",
                    "UCX  ERROR an older error",
                    "ud_ep.c:278 Fatal: UD endpoint unhandled timeout error",
                    "==== backtrace ===="),
                "Look at the last error above: it names the library that ended the process, and"
                    + " follow runbooks/probe-process-ended.md"));
  }

  @ParameterizedTest
  @CsvSource({
    "CRASHED,  crashed,                           Look at the last error above",
    "HUNG,     hung and was killed,               Look at the port state",
    "PROTOCOL, broke the protocol and was killed, Compare the version of the agent",
  })
  void shouldSayWhatToLookAtForEachReason(ProcessEnd.Reason reason, String did, String fix) {
    node.process("initiator", new ProcessEnd(NOW, reason, "detail", List.of()));

    assertThat(findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.summary()).contains(did))
        .satisfies(finding -> assertThat(finding.fix()).startsWith(fix));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1700000000.1] [node:1] UCX  ERROR no usable transports/devices",
        "Fatal: transport error: Endpoint timeout",
        "# A fatal error has been detected by the Java Runtime Environment:",
        "FATAL: kernel too old",
        "ucp_ep.c:12: Assertion `ep != NULL' failed",
        "java: wireup.c:7: init: assertion failed",
        "#  SIGSEGV (0xb) at pc=0x00007f, pid=7, tid=8",
      })
  void shouldKnowTheLineThatSaysWhy(String line) {
    node.process("initiator", end(NOW, line, "later", "the end"));

    assertThat(evidence()).startsWith("exit status 134", "last error: " + line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UCX  WARN  unused", "SIG", "DESIGN", "error counters are fine"})
  void shouldNotCallEveryLineAnError(String line) {
    node.process("initiator", end(NOW, line));

    assertThat(evidence()).containsExactly("exit status 134", line);
  }

  @Test
  void shouldShowTheLastTenLinesAndAnErrorBeforeThem() {
    String[] lines =
        Stream.concat(
                Stream.of("UCX  ERROR why", "not shown"),
                IntStream.rangeClosed(1, 10).mapToObj(number -> "line " + number))
            .toArray(String[]::new);
    node.process("initiator", end(NOW, lines));

    assertThat(evidence())
        .hasSize(12)
        .startsWith("exit status 134", "last error: UCX  ERROR why", "line 1")
        .endsWith("line 10");
  }

  @Test
  void shouldNotFireForAProcessThatNeverEnded() {
    node.process("initiator");

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireOnceTheEndIsStale() {
    node.process("initiator", end(OLDEST_FRESH));
    assertThat(findings()).hasSize(1);

    Snapshots later = Snapshots.node().process("initiator", end(STALE));
    assertThat(new ProbeProcessEnded().evaluate(later.build(), NOW)).isEmpty();
  }

  private static ProcessEnd end(Instant at, String... lines) {
    return new ProcessEnd(at, CRASHED, "exit status 134", List.of(lines));
  }

  private List<String> evidence() {
    return findings().getFirst().evidence();
  }

  private List<Finding> findings() {
    return new ProbeProcessEnded().evaluate(node.build(), NOW);
  }
}
