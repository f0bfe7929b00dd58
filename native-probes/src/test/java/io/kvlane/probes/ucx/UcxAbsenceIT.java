package io.kvlane.probes.ucx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessEnd.Reason;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.protocol.ProbeCommand.EngineInspection;
import io.kvlane.probes.protocol.ProbeCommand.Inspect;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.kvlane.probes.testing.CCompiler;
import io.kvlane.probes.testing.ProbePair;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.TransferPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is no UCX, or none that can be loaded, a probe process makes transfers over TCP. */
class UcxAbsenceIT {

  private static final TransferShape SHAPE = new TransferShape(2, 4, 4096);

  @TempDir Path directory;

  @Test
  void shouldSayWhatIsMissingAndGoOn() throws Exception {
    try (ProbePair pair = new ProbePair(Probes.withUcx(directory))) {
      EngineInspection ucx = Probes.inspectUcx(pair.initiator());
      assertThat(ucx.version()).isNull();
      assertThat(ucx.reason()).startsWith("cannot load " + ucp() + ": ");
      assertThat(ucx.fix())
          .contains("install UCX 1.13 or later", "libucx0", "kvlane.ucx.library-directory");

      assertThat(refusal(pair, TransferPath.UCX_TCP))
          .isEqualTo(
              new Problem(Problem.Kind.NOT_PRESENT, String.valueOf(ucx.reason()), ucx.fix()));
      assertThatTcpWorks(pair);
      assertThat(pair.initiator().report().ends()).isEmpty();
      assertThat(pair.responder().report().ends()).isEmpty();
    }
  }

  @Test
  void shouldOutliveALibraryThatAborts() throws Exception {
    CCompiler.libraryOf(
        """
        #include <stdio.h>
        #include <stdlib.h>
        __attribute__((constructor)) void fatal(void) {
          fputs("UCX  FATAL no such thing\\n", stderr);
          abort();
        }
        """,
        ucp());
    try (ProbeSlot slot = Probes.slot(Probes.withUcx(directory))) {
      ProcessEnd end = failureToInspect(slot, Probes.DEADLINE);

      assertThat(end.reason()).isEqualTo(Reason.CRASHED);
      assertThat(end.detail()).startsWith("killed by signal 6");
      assertThat(end.lastLines()).contains("UCX  FATAL no such thing");
      assertThat(slot.acquire().call(new Inspect(Engine.TCP), Probes.DEADLINE).version())
          .isNotNull();
    }
  }

  @Test
  void shouldOutliveALibraryThatHangs() throws Exception {
    CCompiler.libraryOf(
        "#include <unistd.h>\n__attribute__((constructor)) void hang(void) { pause(); }\n", ucp());
    try (ProbeSlot slot = Probes.slot(Probes.withUcx(directory))) {
      assertThat(failureToInspect(slot, Duration.ofMillis(500)).reason()).isEqualTo(Reason.HUNG);
    }
  }

  private Path ucp() {
    return directory.resolve("libucp.so.0");
  }

  private static void assertThatTcpWorks(ProbePair pair) throws Exception {
    assertThat(pair.transfer(TransferPath.TCP.spec(Operation.READ, SHAPE)).isVerified()).isTrue();
  }

  private static Problem refusal(ProbePair pair, TransferPath path) {
    return Objects.requireNonNull(
            catchThrowableOfType(
                ProbeRefusedException.class, () -> pair.transfer(path.spec(Operation.READ, SHAPE))))
        .problem();
  }

  private static ProcessEnd failureToInspect(ProbeSlot slot, Duration deadline) {
    return Objects.requireNonNull(
            catchThrowableOfType(
                ProbeEndedException.class,
                () -> slot.acquire().call(new Inspect(Engine.UCX), deadline)))
        .end();
  }
}
