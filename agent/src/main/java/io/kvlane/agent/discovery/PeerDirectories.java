package io.kvlane.agent.discovery;

import io.kvlane.agent.config.Settings;
import io.vertx.core.Vertx;
import java.time.Clock;

/** Chooses who says which nodes there are. */
public final class PeerDirectories {

  private PeerDirectories() {}

  /**
   * The directory that the settings ask for, not started yet. Without {@code kvlane.peer.service}
   * nothing of Kubernetes' client is loaded.
   *
   * @param vertx carries the connection to Kubernetes, if one is wanted
   * @param clock what reports are dated with
   */
  public static PeerDirectory of(Settings settings, Vertx vertx, Clock clock) {
    return settings
        .peer()
        .service()
        .<PeerDirectory>map(service -> new ServicePeers(service, settings, vertx, clock))
        .orElseGet(() -> new ConfiguredPeers(settings, clock));
  }
}
