package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvlane.agent.config.Settings;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.core.peer.SessionResult;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Intent;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions over real TLS, before a probe process that moves nothing. */
@Timeout(60)
class ServedSessionsTest {

  @TempDir private static Path files;

  @TempDir private Path directory;

  private ScriptedServing node;
  private ControlPort port;

  @BeforeAll
  static void makeCertificates() throws Exception {
    Certificates.make(files);
  }

  @BeforeEach
  void serve() throws Exception {
    node = new ScriptedServing(directory);
    port =
        new ControlPort(
            files,
            (control, vertx) -> {
              Settings settings = node.settings(control);
              return new PeerServer(settings, node.sessions(settings), vertx);
            });
  }

  @AfterEach
  void end() throws Exception {
    port.close();
    node.close();
  }

  @Test
  void shouldOpenASessionAndSayWhatItFoundWhenItIsClosed() throws Exception {
    try (PeerConnection agent = port.connect()) {
      assertThat(ControlPort.open(agent).connection()).isNotNull();
      assertThat(node.lock.tryAcquire()).isEmpty();

      assertThat(agent.ask(PeerRequest.arming(7), ControlPort.ENOUGH).armed()).isTrue();
      assertThat(ControlPort.close(agent).stock())
          .satisfies(stock -> assertThat(stock.verified()).isTrue());
      node.awaitLockIsFree();
    }
    assertThat(port.report().sessions(SessionResult.SERVED)).isEqualTo(1);
  }

  @Test
  void shouldServeOneSessionAtATime() throws Exception {
    try (PeerConnection one = port.connect();
        PeerConnection other = port.connect()) {
      ControlPort.open(one);

      assertThat(ControlPort.open(other).notNow())
          .isEqualTo(new NotNow(NotNow.Reason.BUSY, "it serves another node"));
      ControlPort.close(one);
      assertThat(ControlPort.open(other).connection()).isNotNull();
    }
    assertThat(port.report().sessions(SessionResult.BUSY)).isEqualTo(1);
  }

  @Test
  void shouldAnswerNotNowWhileItsNodeTransfersItself() throws Exception {
    try (PeerConnection agent = port.connect();
        FileLock held = node.lock.tryAcquire().orElseThrow()) {
      assertThat(held.isValid()).isTrue();
      assertThat(ControlPort.open(agent).notNow())
          .isEqualTo(new NotNow(NotNow.Reason.BUSY, "it is in a transfer of its own"));
    }
  }

  @Test
  void shouldEndASessionWithItsConnection() throws Exception {
    try (PeerConnection gone = port.connect()) {
      ControlPort.open(gone);
    }

    node.awaitLockIsFree();
    try (PeerConnection next = port.connect()) {
      assertThat(ControlPort.open(next).connection()).isNotNull();
      // Before this one is abandoned, too.
      assertThat(port.report().sessions(SessionResult.ABANDONED)).isEqualTo(1);
    }
  }

  @Test
  void shouldEndASessionThatLastsTooLong() throws Exception {
    try (PeerConnection slow = port.connect();
        PeerConnection next = port.connect()) {
      slow.ask(ControlPort.opening(Duration.ofMillis(1)), ControlPort.ENOUGH);

      node.awaitLockIsFree();
      assertThat(ControlPort.open(next).connection()).isNotNull();
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> ControlPort.close(slow));
    }
    assertThat(port.report().sessions(SessionResult.TIMED_OUT)).isEqualTo(1);
  }

  @Test
  void shouldRefuseToArmOrCloseWhatIsNotOpen() throws Exception {
    try (PeerConnection one = port.connect();
        PeerConnection other = port.connect()) {
      ControlPort.open(one);

      assertThat(other.ask(PeerRequest.arming(7), ControlPort.ENOUGH).problem())
          .isEqualTo(ControlPort.close(other).problem())
          .isEqualTo(
              new Problem(Problem.Kind.INVALID, "there is no session: it took too long", null));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Intent.class,
      names = {"LOCAL", "FORCED"})
  void shouldRefuseIntentsThatStayInsideANode(Intent intent) throws Exception {
    assertRefused(
        ControlPort.wish(intent, ControlPort.SHAPE, 1000),
        "a transfer between nodes has no intent " + intent.label());
  }

  @Test
  void shouldRefuseMoreBytesThanItsOwnRunsMove() throws Exception {
    assertRefused(
        ControlPort.wish(Intent.DEFAULT, TransferShape.contiguous((64 << 20) + 1), 1000),
        "67108865 bytes are more than its kvlane.transfer.max-bytes, 67108864: set the same on all"
            + " nodes");
  }

  private void assertRefused(Open wanted, String message) throws Exception {
    try (PeerConnection agent = port.connect()) {
      assertThat(agent.ask(PeerRequest.opening(wanted), ControlPort.ENOUGH).problem())
          .isEqualTo(new Problem(Problem.Kind.INVALID, message, null));
      node.awaitLockIsFree();
    }
    assertThat(port.report().sessions(SessionResult.REFUSED)).isEqualTo(1);
  }
}
