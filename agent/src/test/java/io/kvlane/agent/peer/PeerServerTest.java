package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.peer.PeerServer.Listening;
import io.kvlane.agent.samples.Certificates;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether it listens, and what it says of that. */
@Timeout(60)
class PeerServerTest {

  @TempDir private static Path files;

  @BeforeAll
  static void makeCertificates() throws Exception {
    Certificates.make(files);
  }

  private static ControlPort port() throws Exception {
    return new ControlPort(files, ControlPort.ENDLESS, new FakeSessions());
  }

  private static PeerServer server(ControlSettings settings, Vertx vertx) {
    return new PeerServer(
        settings, ControlPort.ENDLESS, new AskingRate(), new FakeSessions(), vertx);
  }

  @Test
  void shouldSayThatItListens() throws Exception {
    try (ControlPort port = port()) {
      assertThat(port.server.listening())
          .isEqualTo(new Listening(true, "listening on 127.0.0.1 port " + port.peer.port()));
      assertThat(port.server.report())
          .hasValueSatisfying(report -> assertThat(report.connections()).isZero());
    }
  }

  @Test
  void shouldSayThatItDoesNotListenYet() throws Exception {
    try (ControlPort port = port();
        PeerServer second = server(port.settings(), port.vertx)) {
      assertThat(second.listening()).isEqualTo(new Listening(false, "not listening yet"));
    }
  }

  @Test
  void shouldSayWhyItCannotListen() throws Exception {
    // Within one Vertx, servers may share a port.
    Vertx other = Vertx.vertx();
    try (ControlPort port = port();
        PeerServer second = server(port.settings(), other)) {
      assertThat(second.start().toCompletionStage().toCompletableFuture())
          .failsWithin(ControlPort.ENOUGH)
          .withThrowableThat()
          .withMessageContaining("Address already in use");
      assertThat(second.listening())
          .isEqualTo(
              new Listening(
                  false,
                  "cannot listen on 127.0.0.1 port "
                      + port.peer.port()
                      + ": Address already in use"));
    } finally {
      ControlPort.await(other.close());
    }
  }

  @Test
  void shouldSayThatItHasNothingToListenWith() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (PeerServer none =
        server(new ControlSettings("127.0.0.1", 9978, Optional.empty(), List.of()), vertx)) {
      assertThat(none.start().succeeded()).isTrue();
      assertThat(none.listening())
          .isEqualTo(new Listening(true, "not listening: there are no certificates"));
      assertThat(none.report()).isEmpty();
    } finally {
      ControlPort.await(vertx.close());
    }
  }
}
