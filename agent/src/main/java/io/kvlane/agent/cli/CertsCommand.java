package io.kvlane.agent.cli;

import io.kvlane.agent.certs.QuickStart;
import io.kvlane.agent.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kvlane certs}: certificates for those who have no authority of their own yet. */
@Command(
    name = "certs",
    description = {
      "Make an authority and a certificate that all agents may share, for a quick start.",
      "An authority that is there already signs the new certificate."
    },
    mixinStandardHelpOptions = true)
final class CertsCommand implements Callable<Integer> {

  private static final int MOST_DAYS = 3650;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "directory for the files, made if need be")
  private Path directory = Path.of("");

  @Option(
      names = "--days",
      defaultValue = "365",
      description =
          "days that the agents' certificate holds, 1 to 3650; ${DEFAULT-VALUE} by default")
  private int days;

  @Option(names = "--renew", description = "replace the agents' certificate and key")
  private boolean renew;

  /** Makes the files, and says what they are for. */
  @Override
  public Integer call() throws ConfigException {
    if (days < 1 || days > MOST_DAYS) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--days is " + days + ", but must be between 1 and " + MOST_DAYS);
    }
    QuickStart files = new QuickStart(directory.toAbsolutePath().normalize());
    if (files.hasAgent() && !renew) {
      throw new ConfigException(
          files.agentCertificate() + " is there already: replace it with --renew");
    }
    try {
      report(files, files.make(Clock.systemUTC().instant(), Duration.ofDays(days)));
      return 0;
    } catch (IOException e) {
      throw new ConfigException("cannot write certificates to " + directory + ": " + e, e);
    } catch (GeneralSecurityException e) {
      throw new ConfigException(
          files.authorityCertificate() + " is no authority of kvlane's: " + e.getMessage(), e);
    }
  }

  private void report(QuickStart files, boolean newAuthority) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(newAuthority ? "made an authority and" : "the authority that was there signed");
    out.println("a certificate that holds for " + days + " days. On every node:");
    out.println("kvlane.control.certificate-file=" + files.agentCertificate());
    out.println("kvlane.control.key-file=" + files.agentKey());
    out.println("kvlane.control.authority-file=" + files.authorityCertificate());
    out.println("Keep " + files.authorityKey() + " off the nodes: whoever has it can be a peer.");
    out.flush();
  }
}
