package io.kvlane.agent.health;

import io.kvlane.agent.inspect.Inspection;
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
  private final Inspection inspection;

  LoopsLive(Transfers transfers, Inspection inspection) {
    this.transfers = transfers;
    this.inspection = inspection;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("loops")
        .status(transfers.turns() && inspection.turns())
        .withData("lastTurnMillis", transfers.lastTurn().toMillis())
        .build();
  }
}
