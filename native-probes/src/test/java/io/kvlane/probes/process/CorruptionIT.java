package io.kvlane.probes.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.testing.CorruptingProbe;
import io.kvlane.probes.testing.FlippingEngine;
import io.kvlane.probes.testing.ProbePair;
import io.kvlane.probes.testing.ProbePair.Outcome;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.TransferPath;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that an engine believes to have moved rightly. */
class CorruptionIT {

  private static final TransferShape SHAPE = new TransferShape(4, 16, 4099);

  private static ProbePair pair;

  @BeforeAll
  static void openPair() {
    pair = new ProbePair(Probes.of(CorruptingProbe.class));
  }

  @AfterAll
  static void closePair() {
    pair.close();
  }

  @ParameterizedTest(name = "{1} over {0}")
  @CsvSource({
    "TCP, READ",
    "TCP, WRITE",
    "UCX_TCP, READ",
    "UCX_TCP, WRITE",
    "UCX_POSIX, READ",
    "UCX_POSIX, WRITE"
  })
  void shouldNameTheDescriptorAndTheByteThatAreWrong(TransferPath path, Operation operation)
      throws Exception {
    path.assumePresent();
    Outcome outcome = pair.transfer(path.spec(operation, SHAPE));
    Corruption corruption = Objects.requireNonNull(outcome.receiver().corruption());

    assertThat(corruption.descriptor()).isEqualTo(FlippingEngine.flippedOf(SHAPE.descriptors()));
    assertThat(corruption.offset()).isEqualTo(FlippingEngine.FLIPPED_OFFSET);
    assertThat(corruption.actual()).isEqualTo(~corruption.expected() & 0xff);
    assertThat(outcome.sender().corruption()).isNull();
  }
}
