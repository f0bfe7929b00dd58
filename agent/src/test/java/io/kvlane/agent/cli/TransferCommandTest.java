package io.kvlane.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Certificates;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command refuses before anything is transferred. */
class TransferCommandTest {

  @TempDir private static Path certificates;

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeCertificates() throws Exception {
    Certificates.make(certificates);
  }

  private int transfer(String... arguments) {
    List<String> all = new ArrayList<>(List.of("transfer"));
    all.addAll(List.of(arguments));
    CommandLine line = KvlaneMain.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(all.toArray(String[]::new));
  }

  private String config(String... lines) throws Exception {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("kvlane.node-name=node-1");
    all.add("kvlane.state-directory=" + directory.resolve("state"));
    return Files.write(directory.resolve("c.properties"), all).toString();
  }

  private String configWithCertificates() throws Exception {
    return config(
        "kvlane.profiles=contiguous,llama-3.1-8b",
        "kvlane.control.certificate-file=" + certificates.resolve("agent.crt"),
        "kvlane.control.key-file=" + certificates.resolve("agent.key"),
        "kvlane.control.authority-file=" + certificates.resolve("ca.crt"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Missing required parameter: 'PEER' | ",
        "Unknown option: '--fast' | node-2 --fast",
        "'copy' is not one of: read, write | node-2 --operation copy",
        "'libfabric' is not one of: ucx, tcp | node-2 --engine libfabric",
        "--timeout is 0, but must be between 1 and 600 | node-2 --timeout 0",
        "--timeout is 601, but must be between 1 and 600 | node-2 --timeout 601",
        "Unmatched argument at index 2: 'node-3' | node-2 node-3"
      })
  void shouldRefuseBadArguments(String message, String arguments) {
    assertThat(transfer(arguments == null ? new String[0] : arguments.split(" "))).isEqualTo(3);
    assertThat(err.toString()).contains(message, "Usage: kvlane transfer");
    assertThat(out).hasToString("");
  }

  private void assertRefused(String line) {
    assertThat(err).hasToString("kvlane: " + line + "\n");
    assertThat(out).hasToString("");
  }

  @Test
  void shouldSayThatItNeedsCertificates() throws Exception {
    assertThat(transfer("10.0.0.2", "--config", config())).isEqualTo(3);
    assertRefused(
        "a transfer with another node needs certificates: set kvlane.control.certificate-file,"
            + " kvlane.control.key-file and kvlane.control.authority-file");
  }

  @Test
  void shouldSayWhichProfilesThereAre() throws Exception {
    assertThat(transfer("10.0.0.2", "--profile", "huge", "--config", configWithCertificates()))
        .isEqualTo(3);
    assertRefused(
        "--profile: 'huge' is not in kvlane.profiles, which has: contiguous, llama-3.1-8b");
  }

  @Test
  void shouldNotTransferWithItself() throws Exception {
    assertThat(transfer("node-1", "--config", configWithCertificates())).isEqualTo(3);
    assertRefused("PEER: node-1 is this node: name another one; kvlane check transfers inside it");
  }

  @Test
  void shouldSayWhatAPeerLooksLike() throws Exception {
    assertThat(transfer("node-2=", "--config", configWithCertificates())).isEqualTo(3);
    assertRefused("PEER: 'node-2=' is not NAME=HOST or NAME=HOST:PORT, such as node-2=10.0.0.2");
  }

  @Test
  void shouldExplainItself() {
    assertThat(transfer("--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: kvlane transfer", "--operation=read|write", "--engine=ucx|tcp")
        .contains("  3   nothing was measured");
  }
}
