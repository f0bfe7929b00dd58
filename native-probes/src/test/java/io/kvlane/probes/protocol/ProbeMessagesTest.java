package io.kvlane.probes.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.core.path.Lane;
import io.kvlane.core.path.SocketBytes;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.protocol.ProbeCommand.Arm;
import io.kvlane.probes.protocol.ProbeCommand.Close;
import io.kvlane.probes.protocol.ProbeCommand.Connect;
import io.kvlane.probes.protocol.ProbeCommand.Connected;
import io.kvlane.probes.protocol.ProbeCommand.Done;
import io.kvlane.probes.protocol.ProbeCommand.EngineInspection;
import io.kvlane.probes.protocol.ProbeCommand.Inspect;
import io.kvlane.probes.protocol.ProbeCommand.InspectRdma;
import io.kvlane.probes.protocol.ProbeCommand.InspectedRdma;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.Run;
import io.kvlane.probes.protocol.ProbeCommand.Serve;
import io.kvlane.probes.protocol.ProbeCommand.Served;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that goes over the wire arrives as it was. */
class ProbeMessagesTest {

  private static final SessionSpec SPEC =
      new SessionSpec(
          Engine.UCX,
          Operation.WRITE,
          new TransferShape(64, 500, 32768),
          Long.MIN_VALUE,
          EngineSettings.ucx("^sm,self", "mlx5_0:1"));
  private static final ConnectionData UCX =
      new ConnectionData(new ConnectionData.Ucx("YWRkcmVzcw==", "a2V5", Long.MAX_VALUE), null);
  private static final ConnectionData TCP =
      new ConnectionData(null, new ConnectionData.Tcp("127.0.0.1", 40000, "c2VjcmV0"));

  static Stream<ProbeCommand<?>> commands() {
    return Stream.of(
        new Inspect(Engine.UCX),
        new InspectRdma(),
        new Serve(SPEC),
        new Connect(SPEC, UCX, 1000),
        new Connect(SPEC, TCP, 1000),
        new Arm(-1),
        new Run(250, 1400),
        new Settle(32000, 32768),
        new Close());
  }

  static Stream<Object> answers() {
    return Stream.of(
        new EngineInspection("1.13.1", null, null, 5),
        new EngineInspection(null, "no", "buy one", 5),
        new InspectedRdma(
            List.of(VerbsDevice.unusable("mlx5_0", "cannot open it: EACCES (errno 13)")),
            null,
            null,
            null,
            5),
        new InspectedRdma(null, "no", "buy one", null, 5),
        new Served(UCX),
        new Served(TCP),
        new Connected(4 << 20),
        new Ran(5, 7, 11, 13, true, List.of(new Lane("tcp/lo", Transport.TCP, false))),
        new Settled(new SocketBytes(1, 2, 3), true, new Corruption(1, 2, 3, 4)),
        new Settled(null, false, null),
        new Done());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldCarryEachCommand(ProbeCommand<?> command) throws ProtocolException {
    ProbeRequest request = new ProbeRequest(LineChannel.VERSION, 7, 2000, command);

    assertThat(LineChannel.read(LineChannel.tree(request), ProbeRequest.class)).isEqualTo(request);
  }

  @Test
  void shouldHaveAnExampleOfEachCommand() {
    assertThat(commands().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(
            Arrays.stream(ProbeCommand.class.getPermittedSubclasses()).toArray(Class<?>[]::new));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void shouldCarryEachAnswer(Object answer) throws ProtocolException {
    ProbeMessage message =
        new ProbeMessage(
            LineChannel.VERSION, ProbeMessage.Type.ANSWER, 7, LineChannel.tree(answer), null);

    ProbeMessage arrived = LineChannel.read(LineChannel.tree(message), ProbeMessage.class);

    assertThat(arrived.result()).isNotNull();
    assertThat(LineChannel.read(resultOf(arrived), answer.getClass())).isEqualTo(answer);
  }

  @Test
  void shouldHaveAnExampleOfTheAnswerToEachCommand() {
    assertThat(answers().map(Object::getClass).distinct())
        .containsAll(commands().<Class<?>>map(ProbeCommand::answerType).toList());
  }

  @ParameterizedTest
  @EnumSource(Problem.Kind.class)
  void shouldCarryEachProblem(Problem.Kind kind) throws ProtocolException {
    ProbeMessage message =
        new ProbeMessage(
            LineChannel.VERSION,
            ProbeMessage.Type.ANSWER,
            7,
            null,
            new Problem(kind, "message", "fix"));

    assertThat(LineChannel.read(LineChannel.tree(message), ProbeMessage.class)).isEqualTo(message);
  }

  @Test
  void shouldRefuseAMessageThatDoesNotSayWhatItIs() {
    JsonNode message = LineChannel.tree(new Untyped(LineChannel.VERSION, 0));

    assertThatThrownBy(() -> LineChannel.read(message, ProbeMessage.class))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void shouldNotWriteTheTokenIntoALog() {
    assertThat(TCP.toString()).contains("127.0.0.1", "40000").doesNotContain("c2VjcmV0");
  }

  private record Untyped(int v, long id) {}

  private static JsonNode resultOf(ProbeMessage message) {
    return Objects.requireNonNull(message.result());
  }
}
