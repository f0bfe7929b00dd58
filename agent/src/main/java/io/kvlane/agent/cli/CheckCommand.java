package io.kvlane.agent.cli;

import io.kvlane.agent.check.CapturedTree;
import io.kvlane.agent.check.CheckOutcome;
import io.kvlane.agent.check.CheckReport;
import io.kvlane.agent.check.LiveNode;
import io.kvlane.agent.check.Progress;
import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.http.CheckDocument;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kvlane check}: looks at this node once, and says what is wrong with it. */
@Command(
    name = "check",
    description = {
      "Look at this node once, transfer inside it, and say what is wrong and how to mend it.",
      "With --host-root, judge a copy of another machine's /sys and /proc instead, without transfers."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = CheckCommand.EXIT_NOT_CHECKED,
    exitCodeOnExecutionException = CheckCommand.EXIT_NOT_CHECKED,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:healthy",
      "1:there are warnings",
      "2:there are critical findings",
      "3:too little could be checked; also for bad arguments or configuration"
    })
final class CheckCommand implements Callable<Integer> {

  static final int EXIT_NOT_CHECKED = 3;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(names = "--json", description = "print one JSON document instead of the report")
  private boolean json;

  @Option(names = "--quiet", description = "do not show progress on the standard error")
  private boolean quiet;

  /** Checks, prints, and returns the exit status. */
  @Override
  public Integer call() throws ConfigException, InterruptedException {
    Settings settings = config.load();
    boolean captured = config.namesHostRoot();
    NodeSnapshot snapshot = captured ? captured(settings) : live(settings);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonText.of(CheckDocument.of(snapshot, captured)));
    } else {
      CheckReport.of(snapshot, captured).forEach(out::println);
    }
    out.flush();
    return CheckOutcome.of(snapshot, captured).exitStatus();
  }

  private NodeSnapshot captured(Settings settings) {
    return CapturedTree.check(settings, BuildInfoSource.read(), Clock.systemUTC(), progress());
  }

  private NodeSnapshot live(Settings settings) throws ConfigException, InterruptedException {
    StateDirectory state = StateDirectory.open(settings.stateDirectory());
    BuildInfo build = BuildInfoSource.read();
    try (NodeLock lock = NodeLock.in(state)) {
      return new LiveNode(
              settings, state, lock, ProbeLaunches.of(settings), build, Clock.systemUTC())
          .check(progress());
    } catch (IOException e) {
      throw new ConfigException("kvlane.state-directory: " + e, e);
    }
  }

  private Progress progress() {
    return new ConsoleProgress(spec.commandLine().getErr(), quiet);
  }
}
