package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvlane.agent.config.ControlSettings.Credentials;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.core.peer.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is refused before anything is asked, on real sockets with real certificates. */
@Timeout(60)
class ControlRefusalsTest {

  @TempDir private static Path files;

  private final FakeSessions sessions = new FakeSessions();
  private ControlPort port;

  @BeforeAll
  static void makeCertificates() throws Exception {
    Certificates.makeWithOutdated(Files.createDirectory(ours()));
    Certificates.make(Files.createDirectory(strange()));
  }

  private static Path ours() {
    return files.resolve("ours");
  }

  private static Path strange() {
    return files.resolve("strange");
  }

  @BeforeEach
  void serve() throws Exception {
    port = new ControlPort(ours(), ControlPort.ENDLESS, sessions);
  }

  @AfterEach
  void end() throws Exception {
    port.close();
  }

  /** A refusal for this reason, none for another one, and nothing that is left of it. */
  private void assertRefused(Refusal reason) {
    port.awaitConnections(0);
    port.awaitRefusals(reason, 1);
    assertThat(port.report().refusals())
        .allSatisfy(
            (other, count) -> assertThat(count).as("%s", other).isEqualTo(other == reason ? 1 : 0));
    assertThat(sessions.steps()).isZero();
  }

  private void assertNotAnswered(NetClient stranger) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> {
          try (PeerConnection agent =
              PeerConnection.connect(stranger, port.peer, ControlPort.ENOUGH)) {
            ControlPort.open(agent);
          }
        });
  }

  private static NetClientOptions withoutCertificate() {
    return new NetClientOptions()
        .setSsl(true)
        .setTrustAll(true)
        .setHostnameVerificationAlgorithm("");
  }

  @Test
  void shouldRefuseWhoeverHasNoCertificate() {
    assertNotAnswered(port.vertx.createNetClient(withoutCertificate()));

    assertRefused(Refusal.NO_CERTIFICATE);
  }

  @Test
  void shouldRefuseACertificateOfAnotherAuthority() {
    assertNotAnswered(
        port.client(
            new Credentials(
                strange().resolve("agent.crt"),
                strange().resolve("agent.key"),
                ours().resolve("ca.crt"))));

    assertRefused(Refusal.UNKNOWN_AUTHORITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"expired", "future"})
  void shouldRefuseACertificateThatIsNotValidNow(String name) {
    assertNotAnswered(port.client(ControlPort.credentials(ours(), name)));

    assertRefused(Refusal.EXPIRED_CERTIFICATE);
  }

  @Test
  void shouldRefuseAnOlderTls() {
    NetClientOptions older = withoutCertificate();
    older.setEnabledSecureTransportProtocols(Set.of("TLSv1.2"));

    assertNotAnswered(port.vertx.createNetClient(older));

    assertRefused(Refusal.HANDSHAKE_FAILED);
  }

  @Test
  void shouldCountWhoeverDoesNotTrustThisAgent() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            PeerConnection.connect(
                    port.client(ControlPort.credentials(strange(), "agent")),
                    port.peer,
                    ControlPort.ENOUGH)
                .close());

    assertRefused(Refusal.HANDSHAKE_FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: node\r\n\r\n", "SSH-2.0-x\r\n", "{\"v\":2}\n"})
  void shouldRefusePlainText(String said) throws Exception {
    assertHangsUpOn(said.getBytes(StandardCharsets.US_ASCII));

    assertRefused(Refusal.NOT_TLS);
  }

  @Test
  void shouldRefuseNoise() throws Exception {
    assertHangsUpOn(HexFormat.of().parseHex("ff00ff8123456789abcdef00"));

    assertRefused(Refusal.NOT_TLS);
  }

  @Test
  void shouldRefuseNoiseThatBeginsLikeTls() throws Exception {
    assertHangsUpOn(HexFormat.of().parseHex("1603010008ffffffffffffffff"));

    assertRefused(Refusal.HANDSHAKE_FAILED);
  }

  private void assertHangsUpOn(byte[] said) throws Exception {
    try (Socket socket = port.plain()) {
      socket.getOutputStream().write(said);
      assertEnds(socket);
    }
  }

  /** Reads until the server closes; a reset is an end as well. */
  private static void assertEnds(Socket socket) {
    try {
      assertThat(socket.getInputStream().readAllBytes().length).isLessThan(100);
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @Test
  void shouldGoOnServingOthers() throws Exception {
    assertNotAnswered(port.vertx.createNetClient(withoutCertificate()));

    try (PeerConnection agent = port.connect()) {
      assertThat(ControlPort.open(agent).connection()).isNotNull();
    }
  }

  @Test
  void shouldNotWaitLongForAHandshake() throws Exception {
    try (ControlPort hasty = hasty(Duration.ofMillis(100), ControlPort.ENOUGH);
        Socket silent = hasty.plain();
        Socket slow = hasty.plain()) {
      slow.getOutputStream().write(HexFormat.of().parseHex("160301"));

      assertEnds(silent);
      assertEnds(slow);

      hasty.awaitRefusals(Refusal.TOO_SLOW, 2);
      hasty.awaitConnections(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"v\":2,"})
  void shouldNotWaitLongForAWord(String said) throws Exception {
    try (ControlPort hasty = hasty(ControlPort.ENOUGH, Duration.ofMillis(100))) {
      hasty.assertHangsUpOn(Buffer.buffer(said));

      hasty.awaitRefusals(Refusal.TOO_SLOW, 1);
      hasty.awaitConnections(0);
    }
  }

  @Test
  void shouldNotWaitLongForTheNextWord() throws Exception {
    try (ControlPort hasty = hasty(ControlPort.ENOUGH, Duration.ofSeconds(1))) {
      hasty.assertHangsUpOn(PeerProtocol.line(PeerRequest.arming(1)));

      hasty.awaitRefusals(Refusal.TOO_SLOW, 1);
      assertThat(sessions.steps()).isEqualTo(1);
      ControlPort.until("its session was ended", () -> sessions.ended().size() == 1);
    }
  }

  private ControlPort hasty(Duration handshake, Duration word) throws Exception {
    return new ControlPort(ours(), new Patience(handshake, word, ControlPort.ENOUGH), sessions);
  }
}
