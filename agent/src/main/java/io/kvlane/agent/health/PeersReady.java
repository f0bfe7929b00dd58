package io.kvlane.agent.health;

import io.kvlane.agent.peer.PeerServer;
import io.kvlane.agent.peer.PeerServer.Listening;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when other nodes can open a session with this one, or are not meant to. That keeps an agent
 * out of the endpoints of a service, and holds a rollout, until its peers would find it.
 */
@Readiness
@Singleton
final class PeersReady implements HealthCheck {

  private final PeerServer peers;

  PeersReady(PeerServer peers) {
    this.peers = peers;
  }

  @Override
  public HealthCheckResponse call() {
    return response(peers.listening());
  }

  static HealthCheckResponse response(Listening listening) {
    return HealthCheckResponse.named("peers")
        .status(listening.asWanted())
        .withData("control", listening.text())
        .build();
  }
}
