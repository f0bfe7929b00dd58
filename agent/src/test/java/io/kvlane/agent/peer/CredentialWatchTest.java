package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.certs.QuickStart;
import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.ControlSettings.Credentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With certificates of {@code kvlane certs}, and real TLS. */
@Timeout(60)
class CredentialWatchTest {

  private static final Duration ENOUGH = Duration.ofSeconds(30);
  private static final String HOST = "127.0.0.1";
  private static final int ANY_PORT = 0;

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private QuickStart before;
  private QuickStart after;
  private Credentials used;
  private NetServer server;
  private CredentialWatch watch;

  @BeforeEach
  void serve() throws Exception {
    before = made("before");
    after = made("after");
    used = credentials(new QuickStart(Files.createDirectory(directory.resolve("used"))));
    exchange(before);
    ControlSettings settings = new ControlSettings(HOST, ANY_PORT, Optional.of(used), List.of());
    server =
        vertx
            .createNetServer(ControlOptions.server(settings, used, ENOUGH))
            .connectHandler(socket -> socket.upgradeToSsl().onSuccess(_ -> socket.write("hello")));
    await(server.listen());
    watch = new CredentialWatch(used, vertx, options -> server.updateSSLOptions(options, true));
  }

  @AfterEach
  void end() throws Exception {
    watch.close();
    await(vertx.close());
  }

  private QuickStart made(String name) throws Exception {
    QuickStart made = new QuickStart(directory.resolve(name));
    made.make(Instant.now(), Duration.ofDays(1));
    return made;
  }

  private static Credentials credentials(QuickStart files) {
    return new Credentials(
        files.agentCertificate(), files.agentKey(), files.authorityCertificate());
  }

  private void exchange(QuickStart files) throws Exception {
    copy(files.agentCertificate(), used.certificate());
    copy(files.agentKey(), used.key());
    copy(files.authorityCertificate(), used.authority());
  }

  private static void copy(Path from, Path to) throws Exception {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Whether the server speaks with whoever has these certificates. */
  private boolean speaksWith(QuickStart files) throws Exception {
    NetClient client = vertx.createNetClient(ControlOptions.client(credentials(files), ENOUGH));
    try {
      return await(
          client
              .connect(server.actualPort(), HOST)
              .compose(CredentialWatchTest::hears)
              .otherwise(false));
    } finally {
      await(client.close());
    }
  }

  private static Future<Boolean> hears(NetSocket socket) {
    Promise<Boolean> heard = Promise.promise();
    socket.closeHandler(_ -> heard.tryComplete(false));
    socket.exceptionHandler(_ -> heard.tryComplete(false));
    socket.handler(_ -> heard.tryComplete(true));
    return heard.future();
  }

  @Test
  void shouldUseCertificatesThatHaveChanged() throws Exception {
    assertThat(speaksWith(before)).isTrue();
    assertThat(speaksWith(after)).isFalse();

    exchange(after);
    assertThat(await(watch.look())).isTrue();

    assertThat(speaksWith(after)).isTrue();
    assertThat(speaksWith(before)).isFalse();
  }

  @Test
  void shouldDoNothingWhileNothingChanges() throws Exception {
    assertThat(await(watch.look())).isFalse();
    assertThat(speaksWith(before)).isTrue();
  }

  @Test
  void shouldKeepWhatItHasWhileTheFilesDoNotFitTogether() throws Exception {
    copy(after.agentCertificate(), used.certificate());

    assertThat(await(watch.look())).isFalse();
    assertThat(speaksWith(before)).isTrue();

    copy(after.agentKey(), used.key());
    copy(after.authorityCertificate(), used.authority());
    assertThat(await(watch.look())).isTrue();
    assertThat(speaksWith(after)).isTrue();
  }

  @Test
  void shouldOutliveFilesThatAreGone() throws Exception {
    Files.delete(used.key());

    assertThat(await(watch.look())).isFalse();
    assertThat(speaksWith(before)).isTrue();
  }
}
