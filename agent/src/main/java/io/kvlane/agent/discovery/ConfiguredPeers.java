package io.kvlane.agent.discovery;

import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterReport.Source;
import io.kvlane.core.peer.ClusterView;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes of {@code kvlane.peers}, and this one. They never change, so they are always true. */
public final class ConfiguredPeers implements PeerDirectory {

  private final Map<String, Peer> peers;
  private final ClusterView view;
  private final Clock clock;

  /** The configured nodes, none if no other was configured. */
  public ConfiguredPeers(Settings settings, Clock clock) {
    List<Peer> others = settings.control().peers();
    this.peers =
        others.stream().collect(Collectors.toUnmodifiableMap(Peer::name, Function.identity()));
    this.view =
        new ClusterView(
            Stream.concat(Stream.of(settings.nodeName()), peers.keySet().stream()).toList(),
            settings.peer().interest(),
            settings.peer().epoch());
    this.clock = clock;
  }

  @Override
  public void start() {
    // Everything is known already.
  }

  @Override
  public ClusterReport report() {
    return new ClusterReport(view, Source.CONFIGURATION, clock.instant(), Optional.empty());
  }

  @Override
  public Optional<Peer> address(String node) {
    return Optional.ofNullable(peers.get(node));
  }

  @Override
  public void close() {
    // Nothing was begun.
  }
}
