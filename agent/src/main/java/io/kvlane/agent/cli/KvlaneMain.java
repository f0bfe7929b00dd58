package io.kvlane.agent.cli;

import io.kvlane.agent.config.ConfigException;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Start of everything: {@code kvlane COMMAND}. */
@QuarkusMain
@Command(
    name = "kvlane",
    description =
        "Which path do KV bytes take between these nodes, and is it the one they should take?",
    subcommands = {
      AgentCommand.class,
      CertsCommand.class,
      CheckCommand.class,
      ConditionCommand.class,
      ExpectationCommand.class,
      LintCommand.class,
      TransferCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = BuildInfoSource.class,
    synopsisSubcommandLabel = "COMMAND")
public final class KvlaneMain implements Runnable {

  private static final int EXIT_REFUSED = 2;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /**
   * Runs a command and ends with its exit code: 0, 1 for a failure, 2 for bad arguments or
   * configuration, unless the command says otherwise.
   */
  public static void main(String... args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line of everything. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new KvlaneMain());
    line.setExecutionExceptionHandler(KvlaneMain::explain);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  /** One line for what the user can mend; a stack trace only for what we must. */
  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult arguments)
      throws Exception {
    if (!(failure instanceof ConfigException)) {
      throw failure;
    }
    PrintWriter err = line.getErr();
    err.println("kvlane: " + failure.getMessage());
    err.flush();
    int ofCommand = line.getCommandSpec().exitCodeOnExecutionException();
    return ofCommand == CommandLine.ExitCode.SOFTWARE ? EXIT_REFUSED : ofCommand;
  }
}
