package io.kvlane.agent.cli;

import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.state.DeviceStore;
import io.kvlane.agent.state.ExpectationStore;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.probes.host.HostRoot;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code kvlane expectation}: what this node's path should be, and how to forget what was learned.
 */
@Command(
    name = "expectation",
    description =
        "Show the path that this node's KV bytes should take, or forget what was learned.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(show | reset)")
final class ExpectationCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "show or reset?");
  }

  @Command(
      name = "show",
      description = "Show the expected path and where it comes from.",
      mixinStandardHelpOptions = true)
  int show(@Mixin ConfigOptions config) throws ConfigException {
    Settings settings = config.load();
    PrintWriter out = spec.commandLine().getOut();
    Optional<ExpectationStore.Learned> learned;
    try {
      learned = store(settings).load();
    } catch (IOException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
    out.println(
        "configured: " + settings.expectedPath().map(ExpectedPath::label).orElse("nothing"));
    out.println(
        "learned:    "
            + learned
                .map(known -> known.path().label() + " since " + known.learnedAt())
                .orElse("nothing"));
    out.println(
        "in force:   "
            + settings
                .expectedPath()
                .or(() -> learned.map(ExpectationStore.Learned::path))
                .map(ExpectedPath::label)
                .orElse("nothing"));
    out.flush();
    return 0;
  }

  @Command(
      name = "reset",
      description =
          "Forget what was learned: the path and the RDMA devices. A running agent notices by itself.",
      mixinStandardHelpOptions = true)
  int reset(@Mixin ConfigOptions config) throws ConfigException {
    Settings settings = config.load();
    PrintWriter out = spec.commandLine().getOut();
    try {
      boolean path = store(settings).reset();
      boolean devices = deviceStore(settings).reset();
      out.println(path || devices ? "forgotten" : "nothing was learned");
    } catch (IOException e) {
      throw new ConfigException("cannot forget: " + e, e);
    }
    out.flush();
    return 0;
  }

  private static ExpectationStore store(Settings settings) throws ConfigException {
    return new ExpectationStore(
        StateDirectory.open(settings.stateDirectory()),
        new HostRoot(settings.hostRoot()).machineId());
  }

  private static DeviceStore deviceStore(Settings settings) throws ConfigException {
    return new DeviceStore(
        StateDirectory.open(settings.stateDirectory()),
        new HostRoot(settings.hostRoot()).machineId());
  }
}
