package io.kvlane.probes.session;

import io.kvlane.core.transfer.Engine;
import io.kvlane.probes.engine.NotPresentException;
import io.kvlane.probes.engine.TransferEngine;
import io.kvlane.probes.engine.TransferException;
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
import io.kvlane.probes.protocol.ProbeCommand.Run;
import io.kvlane.probes.protocol.ProbeCommand.Serve;
import io.kvlane.probes.protocol.ProbeCommand.Served;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out the commands of the agent, one session at a time. One thread. */
public final class SessionCommands {

  private final List<TransferEngine> engines;
  private final Inspectors inspectors;
  private final SessionMemories memories;
  private @Nullable TransferSession session;

  /** Commands over the engines and inspectors of this process, with the GPUs of the system. */
  public SessionCommands(List<TransferEngine> engines, Inspectors inspectors) {
    this(engines, inspectors, Optional.empty());
  }

  /**
   * Commands over the engines and inspectors of this process.
   *
   * @param gpuDirectory where the GPU driver's libraries are, empty for the system's search path
   */
  public SessionCommands(
      List<TransferEngine> engines, Inspectors inspectors, Optional<Path> gpuDirectory) {
    this.engines = List.copyOf(engines);
    this.inspectors = inspectors;
    this.memories = new SessionMemories(gpuDirectory);
  }

  /**
   * Carries out a command.
   *
   * @return its answer, of the command's answer type
   * @throws IllegalStateException when the command does not fit the session
   */
  public Object execute(ProbeCommand<?> command) throws TransferException, NotPresentException {
    return switch (command) {
      case Inspect inspect -> inspect(inspect.engine());
      case InspectRdma ignored -> inspectors.rdma();
      case InspectGpus ignored -> inspectors.gpus();
      case InspectCuda ignored -> inspectors.cuda();
      case InspectUcx ignored -> inspectors.ucx();
      case InspectLibfabric ignored -> inspectors.libfabric();
      case Serve serve -> serve(serve);
      case Connect connect -> connect(connect);
      case Arm arm -> {
        open().arm(arm.payloadSeed());
        yield new Done();
      }
      case Run run -> {
        if (open() instanceof Initiator initiator) {
          yield initiator.run(run);
        }
        throw new IllegalStateException("run: this session is a responder's");
      }
      case Settle settle -> open().settle(settle.descriptors(), settle.descriptorBytes());
      case Close ignored -> {
        closeSession();
        yield new Done();
      }
    };
  }

  /** Whether a session is open. */
  public boolean hasSession() {
    return session != null;
  }

  /** Lets the engine of the open session work; returns whether there was anything to do. */
  public boolean progress() throws TransferException {
    return session != null && session.progress();
  }

  private Served serve(Serve command) throws TransferException, NotPresentException {
    requireNoSession();
    Responder responder =
        Responder.open(engine(command.session().engine()), memories, command.session());
    session = responder;
    return new Served(responder.connection());
  }

  private Connected connect(Connect command) throws TransferException, NotPresentException {
    requireNoSession();
    Initiator initiator = Initiator.open(engine(command.session().engine()), memories, command);
    session = initiator;
    return new Connected(initiator.warmUp(Duration.ofMillis(command.timeoutMillis())));
  }

  private EngineInspection inspect(Engine wanted) {
    long start = System.nanoTime();
    try {
      String version = engine(wanted).version();
      return new EngineInspection(version, null, null, System.nanoTime() - start);
    } catch (NotPresentException e) {
      return new EngineInspection(null, e.reason(), e.fix(), System.nanoTime() - start);
    }
  }

  private TransferEngine engine(Engine wanted) throws NotPresentException {
    return engines.stream()
        .filter(engine -> engine.engine() == wanted)
        .findFirst()
        .orElseThrow(() ->
            new NotPresentException(
                "this version of kvlane has no engine " + wanted.label(),
                "use one of its engines"));
  }

  private TransferSession open() {
    if (session == null) {
      throw new IllegalStateException("there is no session");
    }
    return session;
  }

  private void requireNoSession() {
    if (session != null) {
      throw new IllegalStateException("there is a session already");
    }
  }

  private void closeSession() {
    TransferSession ending = session;
    session = null;
    if (ending != null) {
      ending.close();
    }
  }
}
