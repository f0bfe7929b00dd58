package io.kvlane.agent.cli;

import io.kvlane.agent.AgentContext;
import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kvlane agent}: measures this node until it is ended. */
@Command(
    name = "agent",
    description = "Measure this node, and serve metrics, health and the status page, until ended.",
    mixinStandardHelpOptions = true)
final class AgentCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();

  /** Checks everything that can be checked before anything runs, then starts Quarkus. */
  @Override
  public Integer call() throws ConfigException {
    Settings settings = config.load();
    StateDirectory state = StateDirectory.open(settings.stateDirectory());
    requireFree("kvlane.http", settings.httpHost(), settings.httpPort());
    if (settings.control().credentials().isPresent()) {
      requireFree("kvlane.control", settings.control().host(), settings.control().port());
    }
    System.setProperty("quarkus.http.host", settings.httpHost());
    System.setProperty("quarkus.http.port", Integer.toString(settings.httpPort()));
    AgentContext.set(
        new AgentContext(
            settings,
            state,
            NodeLock.in(state),
            ProbeLaunches.of(settings),
            BuildInfoSource.read()));
    Quarkus.run();
    return 0;
  }

  private static void requireFree(String keys, String host, int port) throws ConfigException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new ConfigException(keys + ".host: '" + host + "' is not an address of this machine");
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(address);
    } catch (IOException e) {
      throw new ConfigException(
          "cannot listen on %s port %d (%s): end what uses it, or set %s.port"
              .formatted(host, port, e.getMessage(), keys),
          e);
    }
  }
}
