package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.ProbeSession.Settlement;
import io.kvlane.probes.protocol.GpuStock;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyRatesTest {

  /** 1000 bytes in 100 ns and in 250 ns: 10 and 4 GB/s. */
  private static final GpuStock FAST = copied(100);

  private static final GpuStock SLOW = copied(250);

  private final CopyRates rates = new CopyRates();

  @Test
  void shouldRememberTheSlowerCopyOfEachPair() {
    rates.learn(inside("GPU-0"), settlement(FAST, SLOW));
    rates.learn(with("node-2"), settlement(FAST, FAST));

    assertThat(rates.slowest(inside("GPU-0"))).hasValue(4e9);
    assertThat(rates.slowest(with("node-2"))).hasValue(10e9);
    assertThat(rates.slowest(inside("GPU-1"))).isEmpty();
  }

  @Test
  void shouldLearnNothingFromARunWithoutACopy() {
    rates.learn(inside("GPU-0"), settlement(null, null));

    assertThat(rates.slowest(inside("GPU-0"))).isEmpty();
  }

  @Test
  void shouldChargeTheShareOfTheCopiesThatWasMoved() {
    assertThat(CopyRates.nanosFor(1000, settlement(FAST, SLOW))).isEqualTo(350);
    assertThat(CopyRates.nanosFor(500, settlement(FAST, SLOW))).isEqualTo(175);
    assertThat(CopyRates.nanosFor(1000, settlement(null, null))).isZero();
  }

  private static GpuStock copied(long nanos) {
    return new GpuStock("it was asked for", 1000, nanos, null, null);
  }

  private static Settlement settlement(@Nullable GpuStock initiator, @Nullable GpuStock responder) {
    return new Settlement(
        new Settled(null, true, null, initiator),
        new Settled(null, false, null, responder),
        Optional.empty(),
        Optional.empty());
  }

  private static TransferKey inside(String gpu) {
    return TransferKey.loopback(
            Intent.STAGED, Engine.UCX, Operation.READ, Memory.CUDA, Optional.empty(), "small")
        .onGpu(gpu);
  }

  private static TransferKey with(String peer) {
    return TransferKey.peer(peer, Intent.STAGED, Engine.UCX, Operation.READ, Memory.CUDA, "small");
  }
}
