package io.kvlane.agent.health;

import io.kvlane.agent.transfer.Transfers;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live while the agent's own loops turn. */
@Liveness
@Singleton
final class LoopsLive implements HealthCheck {

  private final Transfers transfers;

  LoopsLive(Transfers transfers) {
    this.transfers = transfers;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("loops")
        .status(transfers.turns())
        .withData("lastTurnMillis", transfers.lastTurn().toMillis())
        .build();
  }
}
