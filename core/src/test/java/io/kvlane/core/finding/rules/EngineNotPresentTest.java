package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.transfer.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineNotPresentTest {

  private static final String LOOK_AT_THE_LOG =
      "Read what the probe process wrote last in the log of the kvlane pod, and follow"
          + " runbooks/engine-not-present.md";

  private final Snapshots node = Snapshots.node();

  @Test
  void shouldFireWithReasonAndFixOfAnEngineThatIsNotThere() {
    node.engine(Engine.UCX, new ProbeResult.NotPresent<>("no libucp.so.0", "install UCX 1.13"));

    assertThat(findings())
        .containsExactly(
            new Finding(
                "engine-not-present",
                Severity.WARNING,
                "ucx",
                "Engine ucx is not on this node: no libucp.so.0",
                List.of("looked at 2026-03-01T12:00:00Z: not_present"),
                "install UCX 1.13"));
  }

  @Test
  void shouldFireWhenALookFailed() {
    node.engine(Engine.UCX, new ProbeResult.Failed<>("it crashed"));

    assertThat(findings())
        .containsExactly(
            new Finding(
                "engine-not-present",
                Severity.WARNING,
                "ucx",
                "Engine ucx could not be looked at: it crashed",
                List.of("looked at 2026-03-01T12:00:00Z: failed"),
                LOOK_AT_THE_LOG));
  }

  @Test
  void shouldFireWhenALookTookTooLong() {
    node.engine(Engine.LIBFABRIC, new ProbeResult.TimedOut<>("no answer in 5 s"));

    assertThat(findings())
        .containsExactly(
            new Finding(
                "engine-not-present",
                Severity.WARNING,
                "libfabric",
                "Engine libfabric did not answer in time: no answer in 5 s",
                List.of("looked at 2026-03-01T12:00:00Z: timed_out"),
                LOOK_AT_THE_LOG));
  }

  @Test
  void shouldNotFireForAnEngineThatCanBeUsed() {
    node.engine(Engine.UCX, new ProbeResult.Observed<>("1.22"));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireBeforeTheFirstLook() {
    assertThat(findings()).isEmpty();
  }

  private List<Finding> findings() {
    return new EngineNotPresent().evaluate(node.build(), NOW);
  }
}
