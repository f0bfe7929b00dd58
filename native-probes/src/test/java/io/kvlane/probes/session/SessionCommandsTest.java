package io.kvlane.probes.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvlane.core.profile.PayloadPattern;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferEngine;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.EngineSettings;
import io.kvlane.probes.protocol.ProbeCommand;
import io.kvlane.probes.protocol.ProbeCommand.Arm;
import io.kvlane.probes.protocol.ProbeCommand.Close;
import io.kvlane.probes.protocol.ProbeCommand.Connect;
import io.kvlane.probes.protocol.ProbeCommand.EngineInspection;
import io.kvlane.probes.protocol.ProbeCommand.Inspect;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.Run;
import io.kvlane.probes.protocol.ProbeCommand.Serve;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.tcp.TcpEngine;
import io.kvlane.probes.testing.FlippingEngine;
import io.kvlane.probes.ucx.UcxEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ends of a session in one process, over TCP. */
class SessionCommandsTest {

  private static final TransferShape SHAPE = new TransferShape(2, 8, 1000);
  private static final long POST_FOR_MILLIS = 10_000;
  private static final long FAIL_AFTER_MILLIS = 20_000;

  private static final TransferEngine TCP = new TcpEngine();
  private static final Inspectors INSPECTORS = new Inspectors(Optional.empty(), Optional.empty());

  private final SessionCommands responder = new SessionCommands(List.of(TCP), INSPECTORS);
  private SessionCommands initiator = new SessionCommands(List.of(TCP), INSPECTORS);

  @AfterEach
  void close() throws Exception {
    ask(initiator, new Close());
    ask(responder, new Close());
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldVerifyAtTheEndThatReceives(Operation operation) throws Exception {
    open(operation);
    arm(1);
    Ran ran = run();

    assertThat(ran.descriptors()).isEqualTo(16);
    assertThat(ran.descriptorBytes()).isEqualTo(1000);
    assertThat(ran.timeCapped()).isFalse();
    assertThat(receiver(operation, settle(ran))).matches(Settled::verified);
    assertThat(receiver(operation, settle(ran)).corruption()).isNull();
    assertThat(sender(operation, settle(ran)).verified()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldNotTakeThePayloadOfTheRunBeforeForThisOne(Operation operation) throws Exception {
    open(operation);
    arm(1);
    Ran ran = run();
    arm(2);

    assertThat(receiver(operation, settle(ran)).corruption())
        .isNotNull()
        .extracting(Corruption::actual)
        .isEqualTo(Byte.toUnsignedInt(PayloadPattern.POISON));
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldFindAByteThatTheEngineGotWrong(Operation operation) throws Exception {
    initiator = new SessionCommands(List.of(new FlippingEngine(TCP)), INSPECTORS);
    open(operation);
    arm(1);

    Corruption corruption = Objects.requireNonNull(receiver(operation, settle(run())).corruption());

    assertThat(corruption.descriptor()).isEqualTo(FlippingEngine.flippedOf(16));
    assertThat(corruption.offset()).isEqualTo(FlippingEngine.FLIPPED_OFFSET);
    assertThat(corruption.actual()).isEqualTo(~corruption.expected() & 0xff);
  }

  @ParameterizedTest(name = "{0} descriptors of {1} bytes")
  @CsvSource({"17, 1000", "-1, 1000", "16, 1001", "1, 999", "1, 16001", "0, 0"})
  void shouldNotSettleWhatTheSessionDoesNotHold(int descriptors, int bytes) throws Exception {
    open(Operation.READ);
    arm(1);

    assertThatThrownBy(() -> ask(initiator, new Settle(descriptors, bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(descriptors + " descriptors of " + bytes + " bytes");
  }

  @Test
  void shouldSettleAMessageThatWasCutToTheTimeThereWas() throws Exception {
    openWith(
        new SessionSpec(
            Engine.TCP,
            Operation.READ,
            TransferShape.contiguous(1 << 20),
            7,
            EngineSettings.FROM_ENVIRONMENT));
    arm(1);
    Ran ran = (Ran) ask(initiator, new Run(0, FAIL_AFTER_MILLIS));

    assertThat(ran.descriptors()).isEqualTo(1);
    assertThat(ran.descriptorBytes()).isEqualTo(64 * 1024);
    assertThat(ran.timeCapped()).isTrue();
    assertThat(receiver(Operation.READ, settle(ran)).corruption()).isNull();
    assertThat(receiver(Operation.READ, settle(ran)).verified()).isTrue();
  }

  @Test
  void shouldHoldOneSessionAtATime() throws Exception {
    open(Operation.READ);

    assertThatThrownBy(() -> ask(responder, new Serve(spec(Operation.READ))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is a session already");

    ask(responder, new Close());
    assertThat(ask(responder, new Serve(spec(Operation.READ)))).isNotNull();
  }

  @Test
  void shouldRunAtTheInitiatorOnly() throws Exception {
    open(Operation.READ);

    assertThatThrownBy(() -> ask(responder, new Run(1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("responder");
  }

  @Test
  void shouldNeedASessionForEveryStep() {
    for (ProbeCommand<?> step : List.of(new Arm(1), new Run(1, 1), new Settle(1, 1))) {
      assertThatThrownBy(() -> ask(initiator, step))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("there is no session");
    }
  }

  @Test
  void shouldCloseWithoutASession() throws Exception {
    assertThat(ask(initiator, new Close())).isNotNull();
  }

  @Test
  void shouldHoldNoSessionWithAResponderThatIsGone() throws Exception {
    ConnectionData gone = serve(spec(Operation.READ));
    ask(responder, new Close());

    assertThatThrownBy(() -> ask(initiator, new Connect(spec(Operation.READ), gone, 5_000)))
        .isInstanceOf(TransferException.class)
        .extracting(failure -> ((TransferException) failure).kind())
        .isEqualTo(TransferException.Kind.UNREACHABLE);
    assertThat(initiator.hasSession()).isFalse();
  }

  @Test
  void shouldSayThatAnEngineIsUnknown() {
    SessionSpec libfabric =
        new SessionSpec(
            Engine.LIBFABRIC, Operation.READ, SHAPE, 7, EngineSettings.FROM_ENVIRONMENT);

    assertThatThrownBy(() -> ask(responder, new Serve(libfabric)))
        .isInstanceOf(NotPresentException.class)
        .hasMessageContaining("libfabric");
    assertThat(responder.hasSession()).isFalse();
  }

  @Test
  void shouldInspectEnginesThatAreThereAndThatAreNot() throws Exception {
    SessionCommands commands =
        new SessionCommands(
            List.of(new UcxEngine(Optional.of(Path.of("/nonexistent"))), TCP), INSPECTORS);

    assertThat((EngineInspection) ask(commands, new Inspect(Engine.UCX)))
        .satisfies(ucx -> {
          assertThat(ucx.version()).isNull();
          assertThat(ucx.reason()).contains("/nonexistent/libucp.so.0");
          assertThat(ucx.fix()).contains("install UCX 1.13");
        });
    assertThat((EngineInspection) ask(commands, new Inspect(Engine.TCP)))
        .satisfies(tcp -> {
          assertThat(tcp.version()).startsWith("java ");
          assertThat(tcp.reason()).isNull();
          assertThat(tcp.fix()).isNull();
        });
    assertThat((EngineInspection) ask(commands, new Inspect(Engine.LIBFABRIC)))
        .satisfies(libfabric -> assertThat(libfabric.version()).isNull())
        .satisfies(libfabric -> assertThat(libfabric.reason()).contains("libfabric"));
  }

  private void open(Operation operation) throws Exception {
    openWith(spec(operation));
  }

  private void openWith(SessionSpec spec) throws Exception {
    ask(initiator, new Connect(spec, serve(spec), 20_000));
  }

  private ConnectionData serve(SessionSpec spec) throws Exception {
    return ((ProbeCommand.Served) ask(responder, new Serve(spec))).connection();
  }

  private static SessionSpec spec(Operation operation) {
    return new SessionSpec(Engine.TCP, operation, SHAPE, 7, EngineSettings.FROM_ENVIRONMENT);
  }

  private void arm(long seed) throws Exception {
    ask(responder, new Arm(seed));
    ask(initiator, new Arm(seed));
  }

  private Ran run() throws Exception {
    return (Ran) ask(initiator, new Run(POST_FOR_MILLIS, FAIL_AFTER_MILLIS));
  }

  private record Settlement(Settled initiator, Settled responder) {}

  private Settlement settle(Ran ran) throws Exception {
    Settle settle = new Settle(ran.descriptors(), ran.descriptorBytes());
    return new Settlement((Settled) ask(initiator, settle), (Settled) ask(responder, settle));
  }

  private static Settled receiver(Operation operation, Settlement settlement) {
    return operation == Operation.READ ? settlement.initiator() : settlement.responder();
  }

  private static Settled sender(Operation operation, Settlement settlement) {
    return operation == Operation.READ ? settlement.responder() : settlement.initiator();
  }

  private static Object ask(SessionCommands commands, ProbeCommand<?> command) throws Exception {
    return commands.execute(command);
  }
}
