package io.kvlane.probes.ucx;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.probes.engine.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UcxStatusTest {

  @ParameterizedTest
  @ValueSource(longs = {-1, -6, -80, -100})
  void shouldTakeTheLastHundredAddressesForErrors(long pointer) {
    assertThat(UcxStatus.isError(pointer)).isTrue();
    assertThat(UcxStatus.ofPointer(pointer)).isEqualTo((int) pointer);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0x7f00_1234_5678L, Long.MAX_VALUE, Long.MIN_VALUE, -101})
  void shouldTakeEverythingElseForARequest(long pointer) {
    assertThat(UcxStatus.isError(pointer)).isFalse();
  }

  @ParameterizedTest(name = "status {0} is {1}")
  @CsvSource({
    "-6, UNREACHABLE",
    "-20, UNREACHABLE",
    "-24, UNREACHABLE",
    "-25, UNREACHABLE",
    "-80, UNREACHABLE",
    "-1, FAILED",
    "-4, FAILED",
    "-5, FAILED",
    "-99, FAILED"
  })
  void shouldTellAPeerThatCannotBeReachedFromAFailure(int status, Kind kind) {
    assertThat(new UcxException("ucp_get_nbx", status, "text").kind()).isEqualTo(kind);
  }

  @Test
  void shouldNameCallTextAndStatus() {
    assertThat(new UcxException("ucp_ep_create", -6, "Destination is unreachable"))
        .hasMessage("ucp_ep_create: Destination is unreachable (UCX status -6)");
  }
}
