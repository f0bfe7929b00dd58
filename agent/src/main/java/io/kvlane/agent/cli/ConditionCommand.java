package io.kvlane.agent.cli;

import io.kvlane.agent.kubernetes.report.NodeConditionWriter;
import io.kvlane.agent.kubernetes.report.ReportClient;
import io.kvlane.exporters.kubernetes.PathCondition;
import io.kvlane.exporters.kubernetes.SinkException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kvlane condition}: removes the conditions that an uninstalled agent has left behind. */
@Command(
    name = "condition",
    description = "Remove the node conditions that kvlane has left behind in Kubernetes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "clear")
final class ConditionCommand implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "clear? For example: kvlane condition clear --node NAME");
  }

  @Command(
      name = "clear",
      description =
          "Remove condition "
              + PathCondition.TYPE
              + " of nodes, as the current kubeconfig or service account. An agent that keeps it"
              + " writes it again: end the agents first.",
      mixinStandardHelpOptions = true)
  int clear(
      @Option(
              names = "--node",
              paramLabel = "NAME",
              required = true,
              description = "name of a node in Kubernetes; may be given several times")
          List<String> nodes) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int failures = 0;
    try (CommandVertx vertx = CommandVertx.start();
        ReportClient client = new ReportClient(vertx.get())) {
      for (String node : new LinkedHashSet<>(nodes)) {
        try {
          new NodeConditionWriter(node, client).remove(PathCondition.TYPE);
          out.println(node + ": has no condition " + PathCondition.TYPE + " any more");
        } catch (SinkException e) {
          failures++;
          err.println("kvlane: " + node + ": " + e.getMessage());
        }
      }
    }
    out.flush();
    err.flush();
    return failures == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
