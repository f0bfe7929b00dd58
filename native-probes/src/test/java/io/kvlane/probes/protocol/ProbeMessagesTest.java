package io.kvlane.probes.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.CudaView.CudaGpu;
import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.library.FabricProviders;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.library.UcxComponents.Component;
import io.kvlane.core.library.UcxComponents.Domain;
import io.kvlane.core.path.Lane;
import io.kvlane.core.path.SocketBytes;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciLink;
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
import io.kvlane.probes.protocol.ProbeCommand.InspectCuda;
import io.kvlane.probes.protocol.ProbeCommand.InspectGpus;
import io.kvlane.probes.protocol.ProbeCommand.InspectLibfabric;
import io.kvlane.probes.protocol.ProbeCommand.InspectRdma;
import io.kvlane.probes.protocol.ProbeCommand.InspectUcx;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
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

  private static final Optional<PciAddress> ADDRESS = PciAddress.parse("10000:18:00.0");
  private static final Gpu GPU =
      new Gpu(
          0,
          null,
          false,
          Optional.of("GPU-6f1c"),
          ADDRESS,
          Optional.of("NVIDIA H100"),
          OptionalLong.of(Long.MAX_VALUE),
          OptionalLong.of(128L << 30),
          OptionalLong.of(0),
          Optional.of(new PciLink(2.5, 16)),
          Optional.of(new PciLink(32, 16)),
          Gpu.Mig.DISABLED,
          OptionalInt.of(17),
          OptionalInt.of(18));
  private static final Gpu LOST_GPU =
      new Gpu(
          1,
          "GPU is lost",
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          Gpu.Mig.UNKNOWN,
          OptionalInt.empty(),
          OptionalInt.empty());

  static Stream<ProbeCommand<?>> commands() {
    return Stream.of(
        new Inspect(Engine.UCX),
        new InspectRdma(),
        new InspectGpus(),
        new InspectCuda(),
        new InspectUcx(),
        new InspectLibfabric(),
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
        new GpuInventory(
            Optional.of("570.86.15"), Optional.of("12.570.86.15"), List.of(GPU, LOST_GPU)),
        new GpuInventory(Optional.empty(), Optional.empty(), List.of()),
        new CudaView(
            "12.8",
            List.of(
                new CudaGpu(0, ADDRESS, Optional.of("NVIDIA H100"), Support.YES, Support.NO),
                new CudaGpu(
                    1, Optional.empty(), Optional.empty(), Support.UNKNOWN, Support.UNKNOWN))),
        new UcxComponents(
            "1.19.0",
            List.of(
                new Component(
                    "ib",
                    List.of(
                        new Domain(
                            "mlx5_0",
                            Optional.empty(),
                            new TreeSet<>(List.of("host", "cuda")),
                            Support.YES),
                        new Domain(
                            "mlx5_1",
                            Optional.of("no such device"),
                            new TreeSet<>(),
                            Support.UNKNOWN))),
                new Component("cuda_cpy", List.of()))),
        new FabricProviders(
            "2.1.0",
            List.of(
                new FabricProviders.Offer(
                    "efa",
                    "rdmap16s27-rdm",
                    "FI_EP_RDM",
                    new TreeSet<>(List.of("FI_RMA", "FI_HMEM"))))),
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
