package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration that cannot be: one line says what to mend, and nothing is started. */
final class RefusedIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KVLANE_TRANSFER_BUDGT | 16MiB | KVLANE_TRANSFER_BUDGT",
        "KVLANE_TRANSFER_BUDGET_PER_SECOND | -1 | KVLANE_TRANSFER_BUDGET_PER_SECOND",
        "KVLANE_TRANSFER_INTERVAL | soon | KVLANE_TRANSFER_INTERVAL",
        "KVLANE_TRANSFER_DEADLINE | 5s | kvlane.transfer.deadline",
        "KVLANE_PROFILES | llama-9 | llama-9",
        "KVLANE_EXPECTED_PATH | fast | expected-path",
        "KVLANE_HTTP_PORT | 70000 | kvlane.http.port",
        "KVLANE_HTTP_HOST | 192.0.2.1 | 192.0.2.1",
        "KVLANE_STATE_DIRECTORY | /proc/kvlane | kvlane.state-directory",
        "KVLANE_HOST_ROOT | /nonexistent | kvlane.host-root",
        "KVLANE_UCX_LIBRARY_DIRECTORY | /nonexistent | kvlane.ucx.library-directory"
      })
  void shouldRefuseAnEnvironment(String variable, String value, String named) {
    assertRefused(named, Map.of(variable, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kvlane.transfer.intervall=60s | kvlane.transfer.intervall",
        "kvlan.transfer.interval=60s | kvlan.transfer.interval",
        "kvlane.transfer.max-bytes=-5 | max-bytes"
      })
  void shouldRefuseAFile(String line, String named) throws IOException {
    Path file = Files.writeString(directory.resolve("kvlane.properties"), line + "\n");

    assertRefused(named, Map.of(), "--config", file.toString());
  }

  @Test
  void shouldRefuseAFileThatIsNotThere() {
    assertRefused("none.properties", Map.of(), "--config", directory + "/none.properties");
  }

  @Test
  void shouldRefuseAPortInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertRefused("port " + port, Map.of("KVLANE_HTTP_PORT", port));
    }
  }

  private void assertRefused(String named, Map<String, String> settings, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "agent";
    System.arraycopy(options, 0, arguments, 1, options.length);

    Cli.Result result = Cli.run(directory, settings, arguments);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().startsWith("kvlane: ");
    assertThat(result.err()).contains(named).doesNotContain("\tat ");
    assertThat(Proc.names(directory.resolve("tmp"))).isEmpty();
  }
}
