package io.kvlane.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.state.DeviceStore;
import io.kvlane.agent.state.ExpectationStore;
import io.kvlane.agent.state.ExpectationStore.Learned;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.rdma.KnownDevices;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExpectationCommandTest {

  private static final Learned RDMA =
      new Learned(ExpectedPath.RDMA, Instant.parse("2026-03-01T12:00:00Z"));

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  @BeforeEach
  void makeHost() throws IOException {
    Files.createDirectories(directory.resolve("etc"));
    Files.writeString(directory.resolve("etc/machine-id"), "this-machine\n");
    configure("");
  }

  private void configure(String more) throws IOException {
    Files.writeString(
        directory.resolve("kvlane.properties"),
        "kvlane.state-directory=%s\n%s\n".formatted(directory.resolve("state"), more));
  }

  private ExpectationStore store() throws ConfigException {
    return new ExpectationStore(
        StateDirectory.open(directory.resolve("state")), Optional.of("this-machine"));
  }

  private int expectation(String action) {
    CommandLine line = new CommandLine(new KvlaneMain());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.setExecutionExceptionHandler((thrown, command, arguments) -> {
      failure.set(thrown);
      return 2;
    });
    return line.execute(
        "expectation",
        action,
        "--config",
        directory.resolve("kvlane.properties").toString(),
        "--host-root",
        directory.toString());
  }

  @Test
  void shouldShowThatNothingIsExpected() {
    assertThat(expectation("show")).isZero();

    assertThat(out)
        .hasToString(
            """
            configured: nothing
            learned:    nothing
            in force:   nothing
            """);
  }

  @Test
  void shouldShowWhatWasLearned() throws Exception {
    store().save(RDMA);

    assertThat(expectation("show")).isZero();

    assertThat(out)
        .hasToString(
            """
            configured: nothing
            learned:    rdma since 2026-03-01T12:00:00Z
            in force:   rdma
            """);
  }

  @Test
  void shouldShowThatTheConfiguredOneIsInForce() throws Exception {
    store().save(RDMA);
    configure("kvlane.expected-path=tcp");

    assertThat(expectation("show")).isZero();

    assertThat(out)
        .hasToString(
            """
            configured: tcp
            learned:    rdma since 2026-03-01T12:00:00Z
            in force:   tcp
            """);
  }

  @Test
  void shouldForget() throws Exception {
    store().save(RDMA);

    assertThat(expectation("reset")).isZero();
    assertThat(out).hasToString("forgotten\n");
    assertThat(store().load()).isEmpty();
  }

  @Test
  void shouldForgetTheRdmaDevicesAsWell() throws Exception {
    DeviceStore devices =
        new DeviceStore(
            StateDirectory.open(directory.resolve("state")), Optional.of("this-machine"));
    devices.save(KnownDevices.NONE);

    assertThat(expectation("reset")).isZero();
    assertThat(out).hasToString("forgotten\n");
    assertThat(devices.load()).isEmpty();
  }

  @Test
  void shouldSayThatThereIsNothingToForget() {
    assertThat(expectation("reset")).isZero();
    assertThat(out).hasToString("nothing was learned\n");
  }

  @Test
  void shouldSayWhatToDoAboutADamagedFile() throws Exception {
    Files.createDirectories(directory.resolve("state"));
    Files.writeString(directory.resolve("state/expectation.json"), "{");

    assertThat(expectation("show")).isEqualTo(2);
    assertThat(failure.get())
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "%s is damaged: run `kvlane expectation reset` to learn anew",
            directory.resolve("state/expectation.json"));
  }

  @Test
  void shouldForgetADamagedFile() throws Exception {
    Files.createDirectories(directory.resolve("state"));
    Files.writeString(directory.resolve("state/expectation.json"), "{");

    assertThat(expectation("reset")).isZero();
    assertThat(out).hasToString("forgotten\n");
  }

  @Test
  void shouldAskWhatToDo() {
    CommandLine line = new CommandLine(new KvlaneMain());
    line.setErr(new PrintWriter(err));

    assertThat(line.execute("expectation")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).startsWith("show or reset?");
  }

  @Test
  void shouldRefuseAnUnknownCommand() {
    CommandLine line = new CommandLine(new KvlaneMain());
    line.setErr(new PrintWriter(err));

    assertThat(line.execute("expectations")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("expectations");
  }
}
