package io.kvlane.agent.cli;

import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.http.TransferDocument;
import io.kvlane.agent.ondemand.PeerTarget;
import io.kvlane.agent.ondemand.PeerTransfer;
import io.kvlane.agent.ondemand.TransferOutcome;
import io.kvlane.agent.ondemand.TransferReport;
import io.kvlane.agent.peer.PeerEnds;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.agent.transfer.OnDemand;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.schedule.PeerPlan;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Labelled;
import io.kvlane.core.transfer.Operation;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kvlane transfer PEER}: moves KV data between this node and another one, once. */
@Command(
    name = "transfer",
    description = {
      "Move KV-shaped data between this node and another one, once, and say which path it took.",
      "The other node's agent must be running, with certificates of the same authority."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = TransferCommand.EXIT_NOT_MEASURED,
    exitCodeOnExecutionException = TransferCommand.EXIT_NOT_MEASURED,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:verified, and on the path that is expected, if any",
      "1:verified, with warnings",
      "2:KV bytes took a worse path than expected, or arrived wrong",
      "3:nothing was measured: unreachable or busy; also for bad arguments or configuration"
    })
final class TransferCommand implements Callable<Integer> {

  static final int EXIT_NOT_MEASURED = 3;

  private static final int LONGEST_TIMEOUT_SECONDS = 600;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Parameters(
      paramLabel = "PEER",
      description = "a name in kvlane.peers, HOST[:PORT], or NAME=HOST[:PORT]")
  private String peer = "";

  @Option(
      names = "--operation",
      paramLabel = "read|write",
      converter = OperationWord.class,
      description = "pull from the other node, or push to it; both by default")
  private @Nullable Operation operation;

  @Option(
      names = "--engine",
      paramLabel = "ucx|tcp",
      converter = EngineWord.class,
      description = "UCX as worker pods have it, or the TCP baseline; both by default")
  private @Nullable Engine engine;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "what to transfer: a configured profile; the first one by default")
  private @Nullable String profile;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "how long to wait while one of the nodes is in another transfer, 1 to 600;"
              + " ${DEFAULT-VALUE} by default")
  private int timeout;

  @Option(names = "--json", description = "print one JSON document instead of the report")
  private boolean json;

  @Option(names = "--quiet", description = "do not show progress on the standard error")
  private boolean quiet;

  /** A word of the domain on the command line. */
  private static <E extends Enum<E> & Labelled> E parse(Class<E> type, String word) {
    try {
      return Labelled.parse(type, word);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** Reads an operation. */
  private static final class OperationWord implements CommandLine.ITypeConverter<Operation> {
    @Override
    public Operation convert(String word) {
      return parse(Operation.class, word);
    }
  }

  /** Reads an engine that transfers between nodes. */
  private static final class EngineWord implements CommandLine.ITypeConverter<Engine> {
    @Override
    public Engine convert(String word) {
      return switch (word) {
        case "ucx" -> Engine.UCX;
        case "tcp" -> Engine.TCP;
        default ->
            throw new CommandLine.TypeConversionException("'" + word + "' is not one of: ucx, tcp");
      };
    }
  }

  /** Transfers, prints, and returns the exit status. */
  @Override
  public Integer call() throws ConfigException {
    if (timeout < 1 || timeout > LONGEST_TIMEOUT_SECONDS) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--timeout is %d, but must be between 1 and %d"
              .formatted(timeout, LONGEST_TIMEOUT_SECONDS));
    }
    Settings settings = config.load();
    KvProfile wanted = profile(settings);
    if (settings.control().credentials().isEmpty()) {
      throw new ConfigException(
          "a transfer with another node needs certificates: set kvlane.control.certificate-file,"
              + " kvlane.control.key-file and kvlane.control.authority-file");
    }
    Peer other = new PeerTarget(settings, ServiceNames.of(settings)).find(peer);
    try {
      return report(transfer(settings.onceWith(other), other, wanted), other);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return EXIT_NOT_MEASURED;
    }
  }

  private KvProfile profile(Settings settings) throws ConfigException {
    if (profile == null) {
      return settings.profiles().getFirst();
    }
    String name = profile;
    return settings.profiles().stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new ConfigException(
                "--profile: '%s' is not in kvlane.profiles, which has: %s"
                    .formatted(
                        name,
                        settings.profiles().stream()
                            .map(KvProfile::name)
                            .collect(Collectors.joining(", ")))));
  }

  private NodeSnapshot transfer(Settings settings, Peer other, KvProfile wanted)
      throws ConfigException, InterruptedException {
    ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), quiet);
    StateDirectory state = StateDirectory.open(settings.stateDirectory());
    Clock clock = Clock.systemUTC();
    try (NodeLock lock = NodeLock.in(state);
        CommandVertx vertx = CommandVertx.start();
        OnDemand transfers =
            new OnDemand(
                settings,
                ProbeLaunches.of(settings),
                lock,
                PeerEnds.onDemand(settings, other, vertx.get(), clock),
                clock);
        EndOnSignal _ = EndOnSignal.of(transfers::close)) {
      progress.show("transferring " + wanted.name() + " with " + TransferReport.text(other) + " …");
      return new PeerTransfer(settings, state, transfers, BuildInfoSource.read(), clock)
          .make(plan(wanted, other), Duration.ofSeconds(timeout), progress);
    } catch (IOException e) {
      throw new ConfigException("kvlane.state-directory: " + e, e);
    }
  }

  private List<PlannedRun> plan(KvProfile wanted, Peer other) {
    return PeerPlan.whole(wanted, other.name()).stream()
        .filter(run -> operation == null || run.key().operation() == operation)
        .filter(run -> engine == null || run.key().engine() == engine)
        .toList();
  }

  private int report(NodeSnapshot snapshot, Peer other) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonText.of(TransferDocument.of(snapshot, other)));
    } else {
      TransferReport.of(snapshot, other).forEach(out::println);
    }
    out.flush();
    return TransferOutcome.of(snapshot).exitStatus();
  }
}
