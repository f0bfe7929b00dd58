package io.kvlane.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.ConfigLoader;
import io.kvlane.agent.config.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CertsCommandTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int certs(String... options) {
    CommandLine line = KvlaneMain.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    String[] arguments = new String[options.length + 2];
    arguments[0] = "certs";
    arguments[1] = directory.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return line.execute(arguments);
  }

  /** What it prints is a configuration that an agent takes. */
  @Test
  void shouldMakeWhatAnAgentTakes() throws Exception {
    assertThat(certs()).as(err.toString()).isZero();

    Path configuration =
        Files.write(
            directory.resolve("kvlane.properties"),
            out.toString().lines().filter(line -> line.startsWith("kvlane.")).toList());
    Settings settings = ConfigLoader.load(Optional.of(configuration), Map.of(), Map.of());
    assertThat(settings.control().credentials()).isPresent();
    assertThat(out.toString())
        .startsWith("made an authority and\n")
        .contains("Keep " + directory.resolve("ca.key") + " off the nodes")
        .doesNotContain("BEGIN");
  }

  @Test
  void shouldReplaceACertificateOnlyWhenToldTo() throws Exception {
    certs();
    String first = Files.readString(directory.resolve("agent.crt"));

    assertThat(certs()).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "kvlane: "
                + directory.resolve("agent.crt")
                + " is there already: replace it with --renew\n");
    assertThat(directory.resolve("agent.crt")).hasContent(first);

    assertThat(certs("--renew", "--days", "30")).isZero();
    assertThat(out.toString())
        .contains("the authority that was there signed\na certificate that holds for 30 days.");
    assertThat(Files.readString(directory.resolve("agent.crt"))).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3651", "soon"})
  void shouldRefuseDaysThatAreNone(String days) {
    assertThat(certs("--days", days)).isEqualTo(2);
    assertThat(err.toString()).contains("--days").contains(days);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldSayWhereItCannotWrite() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    directory = file;

    assertThat(certs()).isEqualTo(2);
    assertThat(err.toString()).startsWith("kvlane: cannot write certificates to ");
  }
}
