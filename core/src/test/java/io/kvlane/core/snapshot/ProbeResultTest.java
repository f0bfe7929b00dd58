package io.kvlane.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeResultTest {

  @Test
  void shouldTellNotThereFromFailedFromLate() {
    assertOutcome(new ProbeResult.Observed<>("1.22"), "observed", Optional.empty());
    assertOutcome(
        new ProbeResult.NotPresent<>("no libucp.so.0", "install UCX"),
        "not_present",
        Optional.of("no libucp.so.0"));
    assertOutcome(new ProbeResult.Failed<>("EIO"), "failed", Optional.of("EIO"));
    assertOutcome(
        new ProbeResult.TimedOut<>("no answer in 5 s"),
        "timed_out",
        Optional.of("no answer in 5 s"));
  }

  @Test
  void shouldNotChangeAProcessReportWithWhatItWasMadeOf() {
    List<String> lines = new ArrayList<>();
    Map<ProcessEnd.Reason, Long> ends = new HashMap<>();
    ProcessEnd end = new ProcessEnd(Instant.EPOCH, ProcessEnd.Reason.HUNG, "late", lines);
    ProcessReport report = new ProcessReport("initiator", Optional.empty(), ends, Optional.of(end));

    lines.add("added later");
    ends.put(ProcessEnd.Reason.HUNG, 1L);

    assertThat(end.lastLines()).isEmpty();
    assertThat(report.ends()).isEmpty();
  }

  private static void assertOutcome(
      ProbeResult<String> result, String outcome, Optional<String> problem) {
    assertThat(result.outcome()).isEqualTo(outcome);
    assertThat(result.problem()).isEqualTo(problem);
  }
}
