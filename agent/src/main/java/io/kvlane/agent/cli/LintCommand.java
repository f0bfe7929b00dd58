package io.kvlane.agent.cli;

import io.kvlane.agent.lint.LintDocument;
import io.kvlane.agent.lint.LintOutcome;
import io.kvlane.agent.lint.LintResult;
import io.kvlane.agent.lint.LintText;
import io.kvlane.agent.lint.Linter;
import io.kvlane.core.workload.Platform;
import io.kvlane.core.workload.rules.WorkerRules;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kvlane lint}: judges manifests before they are applied. */
@Command(
    name = "lint",
    description = {
      "Say which prefill and decode workers of Kubernetes manifests would fall back, before they"
          + " are applied.",
      "Files that are no Kubernetes objects yet, such as a chart's templates, must be rendered"
          + " first."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = LintCommand.EXIT_NOT_LINTED,
    exitCodeOnExecutionException = LintCommand.EXIT_NOT_LINTED,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:healthy",
      "1:there are warnings",
      "2:there are critical findings",
      "3:something could not be read, or there is no worker; also for bad arguments"
    })
final class LintCommand implements Callable<Integer> {

  static final int EXIT_NOT_LINTED = 3;

  /** How to print what was found. */
  enum Output {
    /** Lines for people. */
    TEXT,
    /** One JSON document. */
    JSON
  }

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "a file in YAML or JSON, a folder (all *.yaml, *.yml and *.json below it), or - for the"
              + " standard input")
  private List<String> files = List.of();

  @Option(
      names = "--platform",
      paramLabel = "PLATFORM",
      description =
          "network that the workers will run on: infiniband, roce or efa; without it, what depends"
              + " on the network is not judged")
  private @Nullable String platform;

  @Option(
      names = "--output",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text or json; ${DEFAULT-VALUE} by default")
  private String output = "text";

  /** Lints, prints, and returns the exit status. */
  @Override
  public Integer call() {
    Optional<Platform> given = Optional.ofNullable(platform).map(this::platform);
    Output form = output();
    LintResult result = new Linter(WorkerRules.all(), given, System.in).lint(files);
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> out.println(JsonText.of(LintDocument.of(result)));
      case TEXT -> LintText.of(result).forEach(out::println);
    }
    out.flush();
    return LintOutcome.of(result).exitStatus();
  }

  private Platform platform(String label) {
    return Platform.of(label)
        .orElseThrow(() -> refused("--platform is infiniband, roce or efa, not '" + label + "'"));
  }

  private Output output() {
    try {
      return Output.valueOf(output.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw refused("--output is text or json, not '" + output + "'");
    }
  }

  private CommandLine.ParameterException refused(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
