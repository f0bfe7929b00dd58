package io.kvlane.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.samples.Workers;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerInventoryTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void shouldCountNothingBeforeAnybodyWasAsked() {
    assertThat(WorkerInventory.NONE.countByRole(NOW)).isEmpty();
    assertThat(WorkerInventory.NONE.problem()).isEmpty();
  }

  @Test
  void shouldCountNothingOutsideKubernetes() {
    WorkerInventory outside =
        WorkerInventory.NONE.watched(look(new ProbeResult.NotPresent<>("none", "none"), NOW));

    assertThat(outside.countByRole(NOW)).isEmpty();
    assertThat(outside.problem()).contains("none");
  }

  @Test
  void shouldCountZeroOfARoleThatIsNotThere() {
    WorkerInventory one =
        WorkerInventory.NONE.with(
            List.of(pod(Role.DECODE, "Running"), pod(Role.DECODE, "Failed")),
            look(new ProbeResult.Observed<>(2), NOW));

    assertThat(one.countByRole(NOW)).contains(Map.of(Role.PREFILL, 0L, Role.DECODE, 1L));
  }

  @Test
  void shouldCountWhatIsKnownForQuarterOfAnHourWithoutKubernetes() {
    WorkerInventory kept =
        WorkerInventory.NONE
            .with(List.of(pod(Role.PREFILL, "Running")), look(new ProbeResult.Observed<>(1), NOW))
            .watched(look(new ProbeResult.Failed<>("away"), NOW));

    assertThat(kept.problem()).contains("away");
    assertThat(kept.pods()).hasSize(1);
    assertThat(kept.countByRole(NOW.plus(Duration.ofMinutes(10))))
        .contains(Map.of(Role.PREFILL, 1L, Role.DECODE, 0L));
    assertThat(kept.countByRole(NOW.plus(Duration.ofMinutes(16)))).isEmpty();
  }

  @Test
  void shouldKnowAPodByItsNameAndForgetPodsThatAreLongOutOfDate() {
    WorkerInventory one =
        WorkerInventory.NONE.with(
            List.of(pod(Role.DECODE, "Running")), look(new ProbeResult.Observed<>(1), NOW));

    assertThat(one.uid("inference", "decode-0")).contains("uid of decode-0");
    assertThat(one.uid("other", "decode-0")).isEmpty();
    assertThat(one.current(NOW.plus(Duration.ofMinutes(10)))).hasSize(1);
    assertThat(one.current(NOW.plus(Duration.ofMinutes(16)))).isEmpty();
  }

  private static Look<Integer> look(ProbeResult<Integer> result, Instant at) {
    return new Look<>(result, at, Duration.ZERO);
  }

  private static WorkerPod pod(Role role, String phase) {
    return (role == Role.PREFILL ? Workers.prefill() : Workers.decode()).in(phase);
  }
}
