package io.kvlane.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.PeerSettings;
import io.kvlane.agent.config.PeerSettings.ServiceName;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterReport.Source;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.InterestGroup;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerDirectoriesTest {

  private static final List<InterestGroup> INTEREST =
      List.of(new InterestGroup(List.of("node-1"), List.of("node-3")));

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void end() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void shouldTakeTheNodesOfTheConfigurationWithoutAService() {
    Peer second = new Peer("node-2", "10.0.0.2", 9978);
    Peer third = new Peer("node-3", "third.example", 9000);
    try (PeerDirectory peers = directory(Optional.empty(), third, second)) {
      peers.start();

      assertThat(peers.report())
          .isEqualTo(
              new ClusterReport(
                  new ClusterView(
                      List.of("node-1", "node-2", "node-3"), INTEREST, Nodes.PEER.epoch()),
                  Source.CONFIGURATION,
                  Nodes.NOW,
                  Optional.empty()));
      assertThat(peers.report().view()).isSameAs(peers.report().view());
      assertThat(peers.address("node-3")).contains(third);
      assertThat(peers.address("node-1")).isEmpty();
      assertThat(peers.address("node-4")).isEmpty();
    }
  }

  @Test
  void shouldBeAloneWithoutPeers() {
    try (PeerDirectory peers = directory(Optional.empty())) {
      assertThat(peers.report().view().nodes()).containsExactly("node-1");
    }
  }

  @Test
  void shouldAskKubernetesWhereAServiceIsConfigured() {
    ServiceName service = new ServiceName(Optional.of("kvlane"), "agents");
    try (PeerDirectory peers = directory(Optional.of(service))) {
      assertThat(peers).isInstanceOf(ServicePeers.class);
      assertThat(peers.report().view().interest()).isEqualTo(INTEREST);
    }
  }

  private PeerDirectory directory(Optional<ServiceName> service, Peer... others) {
    ControlSettings control =
        new ControlSettings("127.0.0.1", 9978, Optional.empty(), List.of(others));
    Settings settings = Nodes.settings(Path.of("/"), control);
    PeerSettings peer = new PeerSettings(Nodes.PEER.epoch(), INTEREST, 32, 0.4, service);
    return PeerDirectories.of(with(settings, peer), vertx, Nodes.CLOCK);
  }

  private static Settings with(Settings settings, PeerSettings peer) {
    return new Settings(
        settings.nodeName(),
        settings.hostRoot(),
        settings.stateDirectory(),
        settings.expectedPath(),
        settings.expectedRdmaDevices(),
        settings.profiles(),
        settings.httpHost(),
        settings.httpPort(),
        settings.control(),
        peer,
        settings.liveTraffic(),
        settings.interval(),
        settings.budgetBytesPerSecond(),
        settings.maxBytes(),
        settings.maxDuration(),
        settings.deadline(),
        settings.startDeadline(),
        settings.ucxDirectory(),
        settings.ucxEnvironment(),
        settings.gpuLibraryDirectory(),
        settings.kubernetes(),
        settings.reports(),
        settings.transfersEnabled());
  }
}
