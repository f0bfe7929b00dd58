package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.protocol.EngineSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UcxIntentsTest {

  private static final UcxIntents UNSET = UcxIntents.of(Map.of());
  private static final Set<Transport> NO_NIC = Set.of();
  private static final Set<Transport> ROCE = Set.of(Transport.ROCE);

  private static UcxIntents tls(String transports) {
    return UcxIntents.of(Map.of("UCX_TLS", transports, "UCX_NET_DEVICES", "mlx5_0:1"));
  }

  @Test
  void shouldLeaveOutWhatStaysInsideTheNodeWhereThePathIsJudged() {
    assertThat(UNSET.settings(Engine.UCX, Intent.DEFAULT, Memory.HOST, Optional.empty()))
        .isEqualTo(EngineSettings.ucx("^sm,self,cuda_ipc", null));
  }

  @Test
  void shouldLeaveUcxItsChoiceInsideTheNode() {
    assertThat(UNSET.settings(Engine.UCX, Intent.LOCAL, Memory.HOST, Optional.empty()))
        .isEqualTo(EngineSettings.ucx("all", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rc,tcp          | rc,tcp",
        "rc,sm,cuda_copy | rc,cuda_copy",
        "^tcp            | ^tcp,sm,self,cuda_ipc"
      })
  void shouldDoAsTheWorkersDoBetweenNodes(String workers, String between) {
    assertThat(tls(workers).settings(Engine.UCX, Intent.DEFAULT, Memory.HOST, Optional.empty()))
        .isEqualTo(EngineSettings.ucx(between, null));
    assertThat(tls(workers).settings(Engine.UCX, Intent.LOCAL, Memory.HOST, Optional.empty()))
        .isEqualTo(EngineSettings.ucx(workers, null));
  }

  @Test
  void shouldBindAForcedRunToItsPortWhateverTheWorkersDo() {
    assertThat(tls("tcp").settings(Engine.UCX, Intent.FORCED, Memory.HOST, Optional.of("mlx5_1:1")))
        .isEqualTo(EngineSettings.ucx("rc", "mlx5_1:1"));
    assertThat(tls("posix").leavesNothingFor(Engine.UCX, Intent.FORCED)).isFalse();
    assertThat(tls("tcp").allowed(Engine.UCX, Intent.FORCED, Memory.HOST, ROCE))
        .containsExactly(Transport.ROCE);
  }

  @Test
  void shouldLetUcxKnowTheMemoryOfGpusInAForcedRun() {
    assertThat(tls("tcp").settings(Engine.UCX, Intent.FORCED, Memory.CUDA, Optional.of("mlx5_1:1")))
        .isEqualTo(EngineSettings.ucx("rc,cuda_copy,gdr_copy", "mlx5_1:1"));
    assertThat(tls("tcp").allowed(Engine.UCX, Intent.FORCED, Memory.CUDA, ROCE))
        .containsExactly(Transport.ROCE);
  }

  @Test
  void shouldStageBetweenNodesAsTheWorkersTransfer() {
    assertThat(tls("rc,sm").settings(Engine.UCX, Intent.STAGED, Memory.CUDA, Optional.empty()))
        .isEqualTo(
            tls("rc,sm").settings(Engine.UCX, Intent.DEFAULT, Memory.HOST, Optional.empty()));
  }

  @Test
  void shouldAllowCudaIpcForTheMemoryOfGpusInsideTheNodeOnly() {
    assertThat(UNSET.allowed(Engine.UCX, Intent.LOCAL, Memory.CUDA, NO_NIC))
        .contains(Transport.CUDA_IPC);
    assertThat(UNSET.allowed(Engine.UCX, Intent.LOCAL, Memory.HOST, NO_NIC))
        .doesNotContain(Transport.CUDA_IPC);
    assertThat(UNSET.allowed(Engine.UCX, Intent.DEFAULT, Memory.CUDA, NO_NIC))
        .doesNotContain(Transport.CUDA_IPC);
  }

  @Test
  void shouldNotTellTcpWhatUcxMayUse() {
    assertThat(tls("rc").settings(Engine.TCP, Intent.BASELINE, Memory.HOST, Optional.empty()))
        .isEqualTo(EngineSettings.FROM_ENVIRONMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"posix", "sm,self", "self,cuda_copy"})
  void shouldSeeWhenTheWorkersLeaveNothingBetweenNodes(String workers) {
    assertThat(tls(workers).leavesNothingFor(Engine.UCX, Intent.DEFAULT)).isTrue();
    assertThat(tls(workers).leavesNothingFor(Engine.TCP, Intent.BASELINE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "rc,sm", "all", "^rc", "some_new_transport"})
  void shouldSeeWhenTheWorkersLeaveSomething(String workers) {
    assertThat(tls(workers).leavesNothingFor(Engine.UCX, Intent.DEFAULT)).isFalse();
  }

  @Test
  void shouldAllowTcpOnlyWithoutAnRdmaPort() {
    assertThat(UNSET.allowed(Engine.UCX, Intent.DEFAULT, Memory.HOST, NO_NIC))
        .containsExactly(Transport.TCP);
  }

  @Test
  void shouldAllowTheRdmaTransportsThatTheNodeHas() {
    assertThat(UNSET.allowed(Engine.UCX, Intent.DEFAULT, Memory.HOST, ROCE))
        .containsExactlyInAnyOrder(Transport.TCP, Transport.ROCE);
    assertThat(tls("rc").allowed(Engine.UCX, Intent.DEFAULT, Memory.HOST, ROCE))
        .containsExactly(Transport.ROCE);
    assertThat(tls("^ib").allowed(Engine.UCX, Intent.DEFAULT, Memory.HOST, ROCE))
        .containsExactly(Transport.TCP);
  }

  @Test
  void shouldAllowSharedMemoryInsideTheNodeOnly() {
    assertThat(UNSET.allowed(Engine.UCX, Intent.LOCAL, Memory.HOST, NO_NIC))
        .containsExactlyInAnyOrder(Transport.TCP, Transport.SHM);
    assertThat(UNSET.allowed(Engine.UCX, Intent.DEFAULT, Memory.HOST, NO_NIC))
        .doesNotContain(Transport.SHM);
  }

  @Test
  void shouldNotExcludeWhatAnUnknownNameMayBe() {
    assertThat(tls("some_new_transport,rc").allowed(Engine.UCX, Intent.DEFAULT, Memory.HOST, ROCE))
        .containsExactlyInAnyOrder(Transport.ROCE, Transport.UNKNOWN);
  }

  @Test
  void shouldAllowTheTcpEngineNothingButTcp() {
    assertThat(UNSET.allowed(Engine.TCP, Intent.BASELINE, Memory.HOST, ROCE))
        .containsExactly(Transport.TCP);
  }
}
