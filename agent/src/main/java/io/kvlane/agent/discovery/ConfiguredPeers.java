package io.kvlane.agent.discovery;

import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes that the configuration lists. They never change. */
public final class ConfiguredPeers implements PeerDirectory {

  private final Map<String, Peer> peers;
  private final ClusterReport report;

  /** The nodes of a configuration, and this one. */
  public ConfiguredPeers(Settings settings, Instant now) {
    this.peers =
        settings.control().peers().stream()
            .collect(Collectors.toUnmodifiableMap(Peer::name, Function.identity()));
    this.report =
        new ClusterReport(
            new ClusterView(
                Stream.concat(peers.keySet().stream(), Stream.of(settings.nodeName())).toList(),
                settings.peer().interest(),
                settings.peer().epoch()),
            ClusterReport.Source.CONFIGURATION,
            now,
            Optional.empty());
  }

  @Override
  public void start() {
    // Nothing has to be looked up.
  }

  @Override
  public ClusterReport report() {
    return report;
  }

  @Override
  public Optional<Peer> address(String node) {
    return Optional.ofNullable(peers.get(node));
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
