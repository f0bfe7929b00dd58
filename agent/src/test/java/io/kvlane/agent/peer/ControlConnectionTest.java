package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Certificates;
import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.SessionResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How sessions end with their connections, over real TLS. */
@Timeout(60)
class ControlConnectionTest {

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
  void end() {
    sessions.goOn();
    port.close();
  }

  /** A connection that has asked and was answered. */
  private NetSocket asking(PeerRequest request) throws Exception {
    NetSocket socket = port.socket(port.client());
    CompletableFuture<Buffer> answer = new CompletableFuture<>();
    socket.handler(answer::complete);
    socket.write(PeerProtocol.line(request));
    answer.get(30, TimeUnit.SECONDS);
    return socket;
  }

  private void awaitStep(int number) {
    ControlPort.until("step " + number, () -> sessions.steps() == number);
  }

  private void awaitEnds(int number) {
    ControlPort.until("end " + number, () -> sessions.ended().size() == number);
    assertThat(sessions.isOpen()).isFalse();
    assertThat(sessions.ended()).doesNotHaveDuplicates();
  }

  @Test
  void shouldEndASessionWhoseConnectionGoesDuringAStep() throws Exception {
    NetSocket socket = asking(ControlPort.opening());
    sessions.holdUp();
    socket.write(PeerProtocol.line(PeerRequest.arming(1)));
    awaitStep(2);

    socket.close();
    port.awaitConnections(0);
    assertThat(sessions.isOpen()).isTrue();
    sessions.goOn();

    awaitEnds(1);
    ControlPort.until("it is counted", () -> port.report().sessions(SessionResult.ABANDONED) == 1);
  }

  @Test
  void shouldEndASessionThatOpensForAConnectionThatIsGone() throws Exception {
    sessions.holdUp();
    NetSocket socket = port.socket(port.client());
    socket.write(PeerProtocol.line(ControlPort.opening()));
    awaitStep(1);

    socket.close();
    port.awaitConnections(0);
    sessions.goOn();

    ControlPort.until("the session was opened", () -> sessions.opened() == 1);
    awaitEnds(1);
    assertThat(port.report().sessions(SessionResult.ABANDONED)).isEqualTo(1);
  }

  @Test
  void shouldNotBeginAStepOfAConnectionThatIsGone() throws Exception {
    sessions.holdUp();
    NetSocket first = port.socket(port.client());
    first.write(PeerProtocol.line(ControlPort.opening()));
    awaitStep(1);
    NetSocket second = port.socket(port.client());
    second.write(PeerProtocol.line(PeerRequest.arming(1)));
    port.awaitConnections(2);

    second.close();
    first.close();
    port.awaitConnections(0);
    sessions.goOn();

    ControlPort.until("the session was opened", () -> sessions.opened() == 1);
    ControlPort.until("it has ended", () -> !sessions.isOpen());
    assertThat(sessions.steps()).isEqualTo(1);
  }

  @Test
  void shouldEndASessionInTimeThoughAStepTakesLong() throws Exception {
    NetSocket socket = asking(ControlPort.opening(Duration.ofMillis(100)));
    sessions.holdUp();
    socket.write(PeerProtocol.line(PeerRequest.arming(1)));

    port.awaitConnections(0);
    assertThat(port.report().sessions(SessionResult.TIMED_OUT)).isEqualTo(1);
    sessions.goOn();

    awaitEnds(1);
  }

  @Test
  void shouldNotEndASessionWhenTheTimeOfAnEarlierOneIsUp() throws Exception {
    try (PeerConnection agent = port.connect()) {
      agent.ask(ControlPort.opening(Duration.ofSeconds(3)), ControlPort.ENOUGH);
      assertThat(ControlPort.close(agent).stock()).isNotNull();
      assertThat(ControlPort.open(agent).connection()).isNotNull();

      ControlPort.await(port.vertx.timer(4, TimeUnit.SECONDS));

      assertThat(ControlPort.close(agent).stock()).isNotNull();
      assertThat(port.report().sessions(SessionResult.SERVED)).isEqualTo(2);
    }
    awaitEnds(1);
  }

  @Test
  void shouldKeepASessionWhoseOwnerIsSilent() throws Exception {
    try (ControlPort hasty =
            new ControlPort(
                files,
                new Patience(ControlPort.ENOUGH, Duration.ofMillis(500), ControlPort.ENOUGH),
                sessions);
        PeerConnection agent = hasty.connect()) {
      assertThat(ControlPort.open(agent).connection()).isNotNull();

      ControlPort.await(port.vertx.timer(1, TimeUnit.SECONDS));

      assertThat(ControlPort.close(agent).stock()).isNotNull();
      assertThat(hasty.report().refusals(Refusal.TOO_SLOW)).isZero();
    }
  }

  @Test
  void shouldCloseConnectionsWithTheServer() throws Exception {
    asking(ControlPort.opening());

    port.server.close();

    port.awaitConnections(0);
  }
}
