package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.core.peer.Refusal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that say nothing, by the thousand, and a peer that comes all the same. */
@Timeout(120)
class IdleConnectionsTest {

  private static final int IDLE = 1000;
  private static final int SILENT = 200;

  /** On Linux, every address of 127.0.0.0/8 is this machine. */
  private static final String ELSEWHERE = "127.0.0.66";

  @TempDir private static Path files;

  private final FakeSessions sessions = new FakeSessions();
  private final List<Socket> idle = new ArrayList<>();
  private ControlPort port;

  @BeforeAll
  static void makeCertificates() throws Exception {
    assumeTrue(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            && system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() > 2 * IDLE,
        "needs " + 2 * IDLE + " file descriptors: raise ulimit -n");
    Certificates.make(files);
  }

  @BeforeEach
  void serve() throws Exception {
    port = new ControlPort(files, ControlPort.ENDLESS, sessions);
  }

  @AfterEach
  void end() throws Exception {
    for (Socket socket : idle) {
      socket.close();
    }
    port.close();
  }

  private void connectAndSayNothing(String from) throws IOException {
    for (int i = 0; i < IDLE; i++) {
      Socket socket = new Socket();
      idle.add(socket);
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.connect(new InetSocketAddress(port.peer.host(), port.peer.port()));
    }
  }

  private void assertServes(PeerConnection agent) throws Exception {
    assertThat(ControlPort.open(agent).connection()).isNotNull();
    assertThat(ControlPort.close(agent).stock()).isNotNull();
  }

  @Test
  void shouldServeAPeerFromTheSameAddressAsAThousandIdleConnections() throws Exception {
    connectAndSayNothing("127.0.0.1");

    try (PeerConnection agent = port.connect()) {
      assertServes(agent);
    }

    port.awaitRefusals(Refusal.TOO_MANY_CONNECTIONS, IDLE + 1 - ConnectionGate.MOST_IN_HANDSHAKE);
    assertThat(port.report().connections())
        .isLessThanOrEqualTo(ConnectionGate.MOST_IN_HANDSHAKE + 1);
  }

  @Test
  void shouldKeepAPeerThatWasThereBeforeAThousandIdleConnectionsFromElsewhere() throws Exception {
    try (PeerConnection agent = port.connect()) {
      port.awaitConnections(1);
      connectAndSayNothing(ELSEWHERE);
      port.awaitRefusals(Refusal.TOO_MANY_CONNECTIONS, IDLE - ConnectionGate.MOST_IN_HANDSHAKE);

      assertServes(agent);
    }
  }

  @Test
  void shouldForgetIdleConnectionsThatGo() throws Exception {
    connectAndSayNothing("127.0.0.1");
    for (Socket socket : idle) {
      socket.close();
    }

    port.awaitConnections(0);
  }

  @Test
  void shouldServeAPeerAmongSilentOnesWithACertificate() throws Exception {
    PeerConnection before = port.connect();
    ControlPort.open(before);
    NetClient client = port.clientFrom(ELSEWHERE);
    for (int i = 0; i < SILENT; i++) {
      NetSocket silent = port.socket(client);
      silent.exceptionHandler(_ -> {});
    }

    assertThat(ControlPort.close(before).stock()).isNotNull();
    try (PeerConnection agent = port.connect()) {
      assertServes(agent);
    }

    before.close();
    port.awaitConnections(ConnectionGate.MOST_WITHOUT_SESSION - 2);
    assertThat(port.report().refusals(Refusal.TOO_MANY_CONNECTIONS))
        .isEqualTo(SILENT + 2 - ConnectionGate.MOST_WITHOUT_SESSION);
  }

  @Test
  void shouldServeAPeerFromTheSameAddressAsSilentOnesWithACertificate() throws Exception {
    NetClient client = port.client();
    for (int i = 0; i < 3 * ConnectionGate.MOST_WITHOUT_SESSION; i++) {
      NetSocket silent = port.socket(client);
      silent.exceptionHandler(_ -> {});
    }

    try (PeerConnection agent = port.connect()) {
      assertServes(agent);
    }
  }
}
