package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvlane.core.path.Lane;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.protocol.EngineSettings;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.testing.ProbePair;
import io.kvlane.probes.testing.ProbePair.Outcome;
import io.kvlane.probes.testing.Probes;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** UCX does as the worker pod's settings and the run's say, and refuses what it cannot do. */
class UcxSettingsIT {

  private static final TransferShape SHAPE = new TransferShape(2, 16, 4096);

  /** As chatty as UCX can be, with a setting that it does not know. */
  private static final Map<String, String> WORKER_POD =
      Map.of(
          "UCX_TLS", "posix",
          "UCX_LOG_LEVEL", "trace_data",
          "UCX_WARN_UNUSED_ENV_VARS", "y",
          "UCX_NOPE", "1");

  private static ProbePair pair;

  @BeforeEach
  void assumeUcx() throws Exception {
    Probes.assumeUcx();
  }

  @AfterEach
  void assertThatNoProcessEnded() {
    assertThat(pair.initiator().report().ends()).isEmpty();
    assertThat(pair.responder().report().ends()).isEmpty();
  }

  @BeforeAll
  static void openPair() {
    pair = new ProbePair(Probes.withSettings(WORKER_POD));
  }

  @AfterAll
  static void closePair() {
    pair.close();
  }

  @Test
  void shouldUseTheTransportsOfTheWorkerPod() throws Exception {
    Outcome outcome = pair.transfer(spec(EngineSettings.FROM_ENVIRONMENT));

    assertThat(outcome.isVerified()).isTrue();
    assertThat(outcome.ran().lanes()).extracting(Lane::resource).containsOnly("posix/memory");
  }

  @Test
  void shouldUseTheTransportsOfTheRunRatherThanThose() throws Exception {
    Outcome outcome = pair.transfer(spec(EngineSettings.ucx("tcp", null)));

    assertThat(outcome.isVerified()).isTrue();
    assertThat(outcome.ran().lanes()).extracting(Lane::transport).containsOnly(Transport.TCP);
  }

  @ParameterizedTest(name = "UCX_TLS={0} UCX_NET_DEVICES={1}")
  @CsvSource({"nonsense,", "tcp, nodevice0:1"})
  void shouldRefuseWhatThisMachineDoesNotHave(String transports, @Nullable String devices) {
    SessionSpec spec = spec(EngineSettings.ucx(transports, devices));

    assertThatThrownBy(() -> pair.transfer(spec))
        .isInstanceOf(ProbeRefusedException.class)
        .hasMessageStartingWith("ucp_")
        .hasMessageContaining("UCX status ");
  }

  private static SessionSpec spec(EngineSettings settings) {
    return new SessionSpec(Engine.UCX, Operation.READ, SHAPE, 7, settings);
  }
}
