package io.kvlane.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransferKeyTest {

  @Test
  void shouldPutAllThatTellsRunsApartInWords() {
    assertThat(key(Optional.empty()).text())
        .isEqualTo("loopback ucx forced read cuda llama-3.1-8b");
    assertThat(key(Optional.of("mlx5_0:1")).text())
        .isEqualTo("loopback ucx forced read cuda llama-3.1-8b on mlx5_0:1");
  }

  @Test
  void shouldNameTheGpuOfARunInsideTheNode() {
    assertThat(key(Optional.empty()).onGpu("GPU-0").text())
        .isEqualTo("loopback ucx forced read cuda llama-3.1-8b of GPU-0");
    assertThat(key(Optional.empty()).onGpu("GPU-0").withAnyGpu()).isEqualTo(key(Optional.empty()));
  }

  @Test
  void shouldRefuseAGpuForHostMemoryAndForAnotherNode() {
    TransferKey host =
        TransferKey.loopback(
            Intent.LOCAL, Engine.UCX, Operation.READ, Memory.HOST, Optional.empty(), "small");
    TransferKey peer =
        TransferKey.peer(
            "node-2", Intent.DEFAULT, Engine.UCX, Operation.READ, Memory.CUDA, "small");

    assertThatIllegalArgumentException().isThrownBy(() -> host.onGpu("GPU-0"));
    assertThatIllegalArgumentException().isThrownBy(() -> peer.onGpu("GPU-0"));
  }

  @Test
  void shouldPutACorruptionInWords() {
    assertThat(new Corruption(17, 4096, 0x0c, 0xa5).text())
        .isEqualTo("descriptor 17 differs at byte 4096: expected 0x0c, found 0xa5");
  }

  private static TransferKey key(Optional<String> device) {
    return TransferKey.loopback(
        Intent.FORCED, Engine.UCX, Operation.READ, Memory.CUDA, device, "llama-3.1-8b");
  }
}
