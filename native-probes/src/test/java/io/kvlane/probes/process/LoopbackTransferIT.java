package io.kvlane.probes.process;

import static io.kvlane.core.transfer.Operation.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.path.SocketBytes;
import io.kvlane.core.profile.PayloadPattern;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.testing.ProbePair;
import io.kvlane.probes.testing.ProbePair.Outcome;
import io.kvlane.probes.testing.Probes;
import io.kvlane.probes.testing.TransferPath;
import io.kvlane.probes.testing.UcxWheel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every engine promises, on every path that any machine can run, with UCX as Debian has it and
 * as PyPI does. All sessions of an installation are held by the same two processes, one after the
 * other.
 */
@ParameterizedClass(name = "{1} with UCX {0}")
@MethodSource("paths")
class LoopbackTransferIT {

  private static final TransferShape SCATTERED = new TransferShape(4, 32, 32 * 1024);
  private static final Duration LONG = Duration.ofSeconds(10);

  /** Which UCX. */
  enum Ucx {
    OF_THE_MACHINE,
    CURRENT
  }

  private static final Map<Ucx, ProbePair> PAIRS = new EnumMap<>(Ucx.class);

  private final Ucx ucx;
  private final TransferPath path;
  private final ProbePair pair;

  LoopbackTransferIT(Ucx ucx, TransferPath path) {
    this.ucx = ucx;
    this.path = path;
    this.pair = Objects.requireNonNull(PAIRS.get(ucx));
  }

  static Stream<Arguments> paths() {
    return Stream.of(Ucx.values())
        .flatMap(ucx ->
            Stream.of(TransferPath.values())
                .filter(path -> ucx == Ucx.OF_THE_MACHINE || path != TransferPath.TCP)
                .map(path -> Arguments.of(ucx, path)));
  }

  @BeforeEach
  void assumeEngine() throws Exception {
    if (ucx == Ucx.CURRENT) {
      UcxWheel.CU12.assumePresent();
    } else {
      path.assumePresent();
    }
  }

  @BeforeAll
  static void openPairs() {
    PAIRS.put(Ucx.OF_THE_MACHINE, new ProbePair(Probes.real()));
    PAIRS.put(Ucx.CURRENT, new ProbePair(Probes.withUcx(UcxWheel.CU12.libraries())));
  }

  @AfterAll
  static void closePairs() {
    PAIRS.values().forEach(ProbePair::close);
  }

  static Stream<Arguments> transfers() {
    return Stream.of(
            SCATTERED,
            new TransferShape(3, 70, 4099),
            new TransferShape(2, 5, 1),
            TransferShape.contiguous((3 << 20) + 5))
        .flatMap(shape -> Stream.of(Operation.values()).map(each -> Arguments.of(each, shape)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("transfers")
  void shouldMoveEveryByte(Operation operation, TransferShape shape) throws Exception {
    Outcome outcome = pair.transfer(path.spec(operation, shape));

    assertThat(outcome.bytes()).isEqualTo(shape.totalBytes());
    assertThat(outcome.ran().timeCapped()).isFalse();
    assertThat(outcome.receiver().verified()).isTrue();
    assertThat(outcome.receiver().corruption()).isNull();
    assertThat(outcome.sender().verified()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldMoveAnotherPayloadInEachRunOfASession(Operation operation) throws Exception {
    SessionSpec spec = path.spec(operation, SCATTERED);
    try (ProbeSession session = pair.open(spec)) {
      assertThat(ProbePair.transfer(session, spec, LONG, 1).isVerified()).isTrue();
      assertThat(ProbePair.transfer(session, spec, LONG, 2).isVerified()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldNotVerifyWhatWasMovedBefore(Operation operation) throws Exception {
    SessionSpec spec = path.spec(operation, SCATTERED);
    try (ProbeSession session = pair.open(spec)) {
      Ran ran = ProbePair.transfer(session, spec, LONG, 1).ran();
      session.arm(2);
      Outcome stale = new Outcome(operation, ran, session.settle(ran));

      assertThat(stale.receiver().corruption())
          .isNotNull()
          .extracting(Corruption::descriptor, Corruption::actual)
          .containsExactly(0, Byte.toUnsignedInt(PayloadPattern.POISON));
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldPostNoMoreWhenTimeIsUp(Operation operation) throws Exception {
    SessionSpec spec = path.spec(operation, new TransferShape(4, 256, 4096));
    try (ProbeSession session = pair.open(spec)) {
      Outcome outcome = ProbePair.transfer(session, spec, Duration.ZERO, 1);

      assertThat(outcome.ran().timeCapped()).isTrue();
      assertThat(outcome.ran().descriptors()).isBetween(1, 1023);
      assertThat(outcome.isVerified()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldCutASingleMessageToTheTimeThereIs(Operation operation) throws Exception {
    SessionSpec spec = path.spec(operation, TransferShape.contiguous(8 << 20));
    try (ProbeSession session = pair.open(spec)) {
      Outcome outcome = ProbePair.transfer(session, spec, Duration.ZERO, 1);

      assertThat(outcome.ran().timeCapped()).isTrue();
      assertThat(outcome.bytes()).isEqualTo(64 * 1024);
      assertThat(outcome.isVerified()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldCountInItsOwnSocketsWhatTcpCarries(Operation operation) throws Exception {
    Outcome outcome = pair.transfer(path.spec(operation, SCATTERED));
    SocketBytes sender = Objects.requireNonNull(outcome.sender().sockets());
    SocketBytes receiver = Objects.requireNonNull(outcome.receiver().sockets());

    switch (path) {
      case TCP, UCX_TCP -> {
        assertThat(sender.ackedBytes()).isGreaterThanOrEqualTo(outcome.bytes() * 99 / 100);
        assertThat(receiver.receivedBytes()).isGreaterThanOrEqualTo(outcome.bytes());
      }
      case UCX_POSIX -> {
        assertThat(sender.ackedBytes()).isLessThan(outcome.bytes() / 100);
        assertThat(receiver.receivedBytes()).isLessThan(outcome.bytes() / 100);
      }
      // What carries these depends on the machine.
      case UCX_BETWEEN_NODES, UCX_ALL ->
          assertThat(receiver.receivedBytes()).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void shouldTellTheLanesOfItsEndpoint() throws Exception {
    Ran ran = pair.transfer(path.spec(READ, SCATTERED)).ran();

    switch (path) {
      case TCP -> assertThat(ran.lanes()).isEmpty();
      case UCX_TCP ->
          assertThat(ran.lanes())
              .isNotEmpty()
              .allSatisfy(lane -> assertThat(lane.transport()).isEqualTo(Transport.TCP));
      case UCX_POSIX ->
          assertThat(ran.lanes())
              .isNotEmpty()
              .allSatisfy(lane -> assertThat(lane.transport()).isEqualTo(Transport.SHM));
      case UCX_BETWEEN_NODES, UCX_ALL ->
          assertThat(ran.lanes())
              .isNotEmpty()
              .allSatisfy(lane -> assertThat(lane.transport()).isNotEqualTo(Transport.UNKNOWN));
    }
  }

  @Test
  void shouldSayHowManyBytesItTookToWarmUp() throws Exception {
    try (ProbeSession session = pair.open(path.spec(READ, SCATTERED))) {
      assertThat(session.warmUpBytes()).isPositive().isLessThanOrEqualTo(2 * (2L << 20));
    }
  }
}
