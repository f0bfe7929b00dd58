package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Certificates;
import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.SessionResult;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody with a certificate says, over real TLS. */
@Timeout(60)
class PeerMessagesTest {

  @TempDir private static Path files;

  private final FakeSessions sessions = new FakeSessions();
  private ControlPort port;

  @BeforeAll
  static void makeCertificates() throws Exception {
    Certificates.make(files);
  }

  @BeforeEach
  void serve() throws Exception {
    port = new ControlPort(files, ControlPort.ENDLESS, sessions);
  }

  @AfterEach
  void end() throws Exception {
    sessions.goOn();
    port.close();
  }

  private void assertRefused(Refusal reason) {
    port.awaitConnections(0);
    assertThat(port.report().refusals(reason)).isEqualTo(1);
    assertThat(sessions.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"regions\":-1,\"blocksPerRegion\":-1,\"descriptorBytes\":4096}",
        "{\"regions\":2147483647,\"blocksPerRegion\":2147483647,\"descriptorBytes\":2147483647}",
        "{\"regions\":1,\"blocksPerRegion\":1,\"descriptorBytes\":\"1\"}",
        "{\"regions\":1,\"blocksPerRegion\":1,\"descriptorBytes\":1.5}",
        "{\"regions\":1,\"blocksPerRegion\":1}"
      })
  void shouldHangUpOnAShapeThatIsNone(String shape) throws Exception {
    String asked = PeerProtocol.line(ControlPort.opening()).toString();

    port.assertHangsUpOn(
        Buffer.buffer(asked.replaceFirst("\"shape\":\\{[^}]*}", "\"shape\":" + shape)));

    assertRefused(Refusal.NOT_A_MESSAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\n",
        "\n",
        "null\n",
        "{}\n",
        "{\"v\":2}\n",
        "{\"v\":2,\"v\":2,\"arm\":{\"payloadSeed\":1}}\n",
        "{\"v\":2,\"open\":{}}\n",
        "{\"v\":2,\"arm\":{\"payloadSeed\":1}} {}\n",
        "{\"v\":2,\"arm\":{\"payloadSeed\":1},\"close\":{\"descriptors\":1,\"descriptorBytes\":1,\"transferNanos\":1}}\n",
        "{\"v\":2,\"close\":{\"descriptors\":1}}\n",
        "{\"v\":2,\"close\":{\"descriptors\":1,\"descriptorBytes\":1,\"transferNanos\":1},\"more\":1}\n"
      })
  void shouldHangUpOnNonsense(String said) throws Exception {
    port.assertHangsUpOn(Buffer.buffer(said));

    assertRefused(Refusal.NOT_A_MESSAGE);
  }

  @Test
  void shouldHangUpOnALineWithoutEnd() throws Exception {
    port.assertHangsUpOn(Buffer.buffer(new byte[PeerProtocol.MOST_LINE_BYTES + 1]));

    assertRefused(Refusal.TOO_LONG);
  }

  @Test
  void shouldHangUpOnAQuestionBeforeTheAnswer() throws Exception {
    sessions.holdUp();
    Buffer question = PeerProtocol.line(ControlPort.opening());

    port.assertHangsUpOn(question.copy().appendBuffer(question));

    sessions.goOn();
    assertThat(port.report().refusals(Refusal.NOT_A_MESSAGE)).isEqualTo(1);
    ControlPort.until("the session has ended", () -> sessions.ended().size() == 1);
    assertThat(sessions.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"v\":1}\n", "{\"v\":4294967298,\"offer\":{\"to\":[1,{}]}}\n"})
  void shouldSayToAnotherVersionThatItIsOne(String said) throws Exception {
    CompletableFuture<Buffer> heard = new CompletableFuture<>();
    port.socket(port.client()).handler(heard::complete).write(said);

    PeerAnswer answer = PeerProtocol.read(heard.get(30, TimeUnit.SECONDS), PeerAnswer.class);

    assertThat(answer.problem())
        .isEqualTo(
            new Problem(
                Problem.Kind.INVALID,
                "it speaks version 2 of the protocol: install the same kvlane",
                null));
    assertThat(port.report().refusals(Refusal.VERSION)).isEqualTo(1);
    assertThat(sessions.steps()).isZero();
  }

  @Test
  void shouldAnswerNotNowToWhoeverAsksTooOften() throws Exception {
    try (PeerConnection agent = port.connect()) {
      PeerAnswer answer = ControlPort.open(agent);
      for (int i = 0; i < 2 * AskingRate.BURST && answer.notNow() == null; i++) {
        ControlPort.close(agent);
        answer = ControlPort.open(agent);
      }

      assertThat(answer.notNow()).isEqualTo(new NotNow(NotNow.Reason.RATE, "asks too often"));
      assertThat(port.report().refusals(Refusal.TOO_OFTEN)).isEqualTo(1);
      assertThat(port.report().sessions(SessionResult.RATE)).isEqualTo(1);
      assertThat(port.report().sessions(SessionResult.SERVED))
          .isGreaterThanOrEqualTo(AskingRate.BURST);
    }
  }
}
