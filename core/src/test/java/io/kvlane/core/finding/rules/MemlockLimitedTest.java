package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.rdma.LockedMemory;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.snapshot.VerbsView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemlockLimitedTest {

  private static final LockedMemory LITTLE = new LockedMemory(65_536, false);
  private static final RdmaInventory ONE_DEVICE = Rdma.inventory(device("mlx5_0", ACTIVE));

  @Test
  void shouldFireWithTheLinesOfAManifest() {
    assertThat(findings(ONE_DEVICE, Optional.of(LITTLE)))
        .containsExactly(
            new Finding(
                "memlock-limited",
                Severity.WARNING,
                "probe process",
                "kvlane's probe process may lock 64 KiB of memory only, so RDMA registration"
                    + " fails.",
                List.of(
                    "RLIMIT_MEMLOCK 65536 bytes, CAP_IPC_LOCK not effective",
                    "134217728 bytes are needed"),
                "Add to the container `securityContext: {runAsUser: 0, capabilities: {add:"
                    + " [IPC_LOCK]}}`, to the worker pods' as well, and follow"
                    + " runbooks/memlock-limited.md"));
  }

  @Test
  void shouldNotFireWithTheCapability() {
    assertThat(findings(ONE_DEVICE, Optional.of(new LockedMemory(65_536, true)))).isEmpty();
  }

  @Test
  void shouldNotFireWithoutALimit() {
    assertThat(findings(ONE_DEVICE, Optional.of(new LockedMemory(LockedMemory.UNLIMITED, false))))
        .isEmpty();
  }

  @Test
  void shouldNotFireWithoutRdmaDevices() {
    assertThat(findings(Rdma.inventory(), Optional.of(LITTLE))).isEmpty();
    assertThat(findings(RdmaInventory.NONE, Optional.of(LITTLE))).isEmpty();
  }

  @Test
  void shouldNotFireWhenNobodyCanTell() {
    assertThat(findings(ONE_DEVICE, Optional.empty())).isEmpty();
    assertThat(new MemlockLimited().evaluate(Snapshots.node().rdma(ONE_DEVICE).build(), NOW))
        .isEmpty();
  }

  private static List<Finding> findings(RdmaInventory inventory, Optional<LockedMemory> limits) {
    Look<List<VerbsDevice>> look =
        new Look<>(new ProbeResult.Observed<>(List.of()), NOW, Duration.ZERO);
    VerbsView view = new VerbsView(look, limits, List.of(), List.of());
    return new MemlockLimited()
        .evaluate(Snapshots.node().rdma(Rdma.with(inventory, view)).build(), NOW);
  }
}
