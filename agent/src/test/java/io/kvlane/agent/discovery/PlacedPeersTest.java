package io.kvlane.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.InterestGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacedPeersTest {

  private static final InterestGroup GROUP =
      new InterestGroup(List.of("node-1"), List.of("node-2"));

  private final AtomicReference<List<InterestGroup>> found = new AtomicReference<>(List.of());
  private final PeerDirectory configured =
      new ConfiguredPeers(
          Nodes.settings(
              Path.of("/"),
              new ControlSettings(
                  "127.0.0.1",
                  9978,
                  Optional.empty(),
                  List.of(new Peer("node-2", "10.0.0.2", 9978)))),
          Nodes.CLOCK);
  private final PlacedPeers peers = new PlacedPeers(configured, found::get);

  @Test
  void shouldSayWhatTheDirectorySaysWithoutWorkers() {
    assertThat(peers.report()).isEqualTo(configured.report());
    assertThat(peers.report().view()).isSameAs(configured.report().view());
    assertThat(peers.address("node-2")).isPresent();
  }

  @Test
  void shouldAddPairsOfInterestAndKeepTheViewUntilTheyChange() {
    String before = peers.report().view().hash();
    found.set(List.of(GROUP));

    ClusterView view = peers.report().view();
    assertThat(view.interest()).containsExactly(GROUP);
    assertThat(view.hash()).isNotEqualTo(before);
    assertThat(peers.report().view()).isSameAs(view);

    found.set(List.of());
    assertThat(peers.report().view().hash()).isEqualTo(before);
  }

  @Test
  void shouldTakeNoMoreGroupsThanTheConfigurationMay() {
    found.set(
        IntStream.range(0, 2000)
            .mapToObj(i -> new InterestGroup(List.of("node-1"), List.of("node-" + (i + 2))))
            .toList());

    assertThat(peers.report().view().interest()).hasSize(1024);
  }
}
