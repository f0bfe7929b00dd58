package io.kvlane.core.rdma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LockedMemoryTest {

  private static final String LIMITS =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max cpu time              unlimited            unlimited            seconds
      Max locked memory         65536                8388608              bytes
      Max address space         unlimited            unlimited            bytes
      """;

  @Test
  void shouldReadTheSoftLimit() {
    assertThat(LockedMemory.parseLimit(LIMITS)).hasValue(65_536);
    assertThat(LockedMemory.parseLimit(LIMITS.replace("65536", "unlimited")))
        .hasValue(LockedMemory.UNLIMITED);
  }

  @Test
  void shouldNotTakeAnythingElseForALimit() {
    assertThat(LockedMemory.parseLimit("")).isEmpty();
    assertThat(LockedMemory.parseLimit("Max locked memory\n")).isEmpty();
  }

  @Test
  void shouldReadTheCapability() {
    assertThat(LockedMemory.parseIpcLock("Name:\tjava\nCapEff:\t0000000000004000\n")).isTrue();
    assertThat(LockedMemory.parseIpcLock("CapEff:\t000001ffffffffff\n")).isTrue();
  }

  @Test
  void shouldNotTakeOtherCapabilitiesForIt() {
    assertThat(LockedMemory.parseIpcLock("CapEff:\t00000000a80425fb\n")).isFalse();
    assertThat(LockedMemory.parseIpcLock("CapPrm:\t0000000000004000\n")).isFalse();
    assertThat(LockedMemory.parseIpcLock("")).isFalse();
  }

  @Test
  void shouldSufficeWithoutLimitOrWithCapabilityOrWithEnough() {
    assertThat(new LockedMemory(LockedMemory.UNLIMITED, false).suffices()).isTrue();
    assertThat(new LockedMemory(65_536, true).suffices()).isTrue();
    assertThat(new LockedMemory(LockedMemory.ENOUGH_BYTES, false).suffices()).isTrue();
    assertThat(new LockedMemory(LockedMemory.ENOUGH_BYTES - 1, false).suffices()).isFalse();
  }
}
