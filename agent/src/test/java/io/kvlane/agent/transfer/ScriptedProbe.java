package io.kvlane.agent.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.core.gpu.CudaView;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.library.UcxComponents;
import io.kvlane.core.path.SocketBytes;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.LineChannel;
import io.kvlane.probes.protocol.ProbeCommand;
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
import io.kvlane.probes.protocol.ProbeMessage;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.kvlane.probes.protocol.ProbeRequest;
import io.kvlane.probes.protocol.SessionMark;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A probe process that moves nothing and answers as its script says. It speaks the real protocol
 * and calls nothing native.
 */
public final class ScriptedProbe {

  static final long WARM_UP_BYTES = 8192;
  static final long POST_NANOS = 1_000;
  static final long TRANSFER_NANOS = 2_000;
  static final Corruption CORRUPTION = new Corruption(3, 17, 0x5a, 0xa5);

  private static final String VARIABLE = "UCX_TEST_SCRIPT";

  private final Script script;
  private final LineChannel agent;
  private @Nullable SessionSpec session;
  private boolean initiates;
  private int runsBefore;
  private final Iterator<Problem.Kind> refusals = List.of(Problem.Kind.values()).iterator();

  /** What goes wrong. */
  public enum Script {
    NOTHING,
    /** The receiver finds a wrong byte. */
    CORRUPT,
    /** No end compares anything. */
    NOT_VERIFIED,
    /** Each connect is refused for another reason, in the order of the kinds. */
    REFUSES,
    /** The process ends in the run. */
    CRASHES,
    /** The second run is never answered. */
    HANGS,
    /** UCX is not there. */
    WITHOUT_UCX,
    /** The process ends when it looks at UCX. */
    CRASHES_IN_UCX,
    /** The process ends when it looks at libibverbs. */
    CRASHES_IN_VERBS,
    /** The process never answers when it is asked for the GPUs. */
    HANGS_IN_NVML,
    /** The process ends when it looks at CUDA. */
    CRASHES_IN_CUDA
  }

  private ScriptedProbe(Script script, LineChannel agent) {
    this.script = script;
    this.agent = agent;
  }

  /** How to start one. */
  public static ProbeLaunch launch(Script script) {
    return new ProbeLaunch(
        Path.of(System.getProperty("java.home", ""), "bin", "java"),
        System.getProperty("java.class.path", ""),
        ScriptedProbe.class.getName(),
        Optional.empty(),
        Map.of(VARIABLE, script.name()));
  }

  public static void main(String[] arguments) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(Path.of(arguments[0])));
    try (LineChannel agent = new LineChannel(channel)) {
      new ScriptedProbe(Script.valueOf(System.getenv(VARIABLE)), agent).serve();
    }
  }

  private void serve() throws IOException {
    agent.send(new ProbeMessage(LineChannel.VERSION, ProbeMessage.Type.HELLO, 0, null, null));
    Optional<ProbeRequest> request = agent.receive(ProbeRequest.class);
    while (request.isPresent()) {
      take(request.get());
      request = agent.receive(ProbeRequest.class);
    }
  }

  private void take(ProbeRequest request) throws IOException {
    boolean runs = request.command() instanceof Run;
    boolean looksAtUcx =
        request.command() instanceof Inspect(Engine engine) && engine == Engine.UCX;
    boolean looksAtVerbs = request.command() instanceof InspectRdma;
    if ((runs && script == Script.CRASHES)
        || (looksAtUcx && script == Script.CRASHES_IN_UCX)
        || (looksAtVerbs && script == Script.CRASHES_IN_VERBS)
        || (request.command() instanceof InspectCuda && script == Script.CRASHES_IN_CUDA)) {
      System.out.println("these are its last words");
      System.exit(3);
    }
    if ((runs && script == Script.HANGS && runsBefore++ == 1)
        || (request.command() instanceof InspectGpus && script == Script.HANGS_IN_NVML)) {
      return;
    }
    Problem problem = problem(request.command());
    JsonNode result = problem == null ? LineChannel.tree(answer(request.command())) : null;
    agent.send(
        new ProbeMessage(
            LineChannel.VERSION, ProbeMessage.Type.ANSWER, request.id(), result, problem));
  }

  private @Nullable Problem problem(ProbeCommand<?> command) {
    if (command instanceof InspectLibfabric) {
      return new Problem(Problem.Kind.NOT_PRESENT, "no libfabric.so.1", "install libfabric");
    }
    if (script != Script.REFUSES || !(command instanceof Connect)) {
      return null;
    }
    Problem.Kind kind = refusals.next();
    return new Problem(kind, "refused: " + kind, null);
  }

  private Object answer(ProbeCommand<?> command) {
    return switch (command) {
      case Inspect(Engine engine) when engine == Engine.UCX && script == Script.WITHOUT_UCX ->
          new EngineInspection(null, "no libucp.so.0", "install UCX", 1000);
      case Inspect(Engine engine) ->
          new EngineInspection(engine.label() + " 1.2.3", null, null, 1000);
      case InspectRdma _ -> new InspectedRdma(List.of(), null, null, null, 1000);
      case InspectGpus _ -> new GpuInventory(Optional.empty(), Optional.empty(), List.of());
      case InspectCuda _ -> new CudaView("12.8", List.of());
      case InspectUcx _ -> new UcxComponents("1.2.3", List.of());
      case InspectLibfabric _ -> throw new IllegalStateException("it is not there");
      case Serve serve -> {
        begin(serve.session(), false);
        yield new Served(new ConnectionData(null, new ConnectionData.Tcp("127.0.0.1", 1, "")));
      }
      case Connect connect -> {
        begin(connect.session(), true);
        yield new Connected(WARM_UP_BYTES);
      }
      case Arm _, Close _ -> new Done();
      case Run _ ->
          new Ran(
              opened().shape().descriptors(),
              opened().shape().descriptorBytes(),
              POST_NANOS,
              TRANSFER_NANOS,
              false,
              List.of());
      case Settle settle -> settled((long) settle.descriptors() * settle.descriptorBytes());
    };
  }

  private void begin(SessionSpec spec, boolean asInitiator) {
    session = spec;
    initiates = asInitiator;
    System.out.println(SessionMark.of(spec.layoutSeed()).begin());
  }

  private SessionSpec opened() {
    if (session == null) {
      throw new IllegalStateException("there is no session");
    }
    return session;
  }

  private Settled settled(long payloadBytes) {
    System.out.println(SessionMark.of(opened().layoutSeed()).end());
    boolean receives = initiates == (opened().operation() == Operation.READ);
    boolean compares = receives && script != Script.NOT_VERIFIED;
    return new Settled(
        new SocketBytes(receives ? payloadBytes : 0, receives ? 0 : payloadBytes, 1),
        compares,
        compares && script == Script.CORRUPT ? CORRUPTION : null);
  }
}
