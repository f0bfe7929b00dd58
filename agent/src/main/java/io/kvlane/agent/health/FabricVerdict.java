package io.kvlane.agent.health;

import io.kvlane.agent.node.NodeState;
import io.kvlane.core.finding.FabricHealth;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** The verdict on the fabric, for whoever polls it. */
@HealthGroup("fabric")
@Singleton
final class FabricVerdict implements HealthCheck {

  private final NodeState state;

  FabricVerdict(NodeState state) {
    this.state = state;
  }

  @Override
  public HealthCheckResponse call() {
    NodeSnapshot snapshot = state.snapshot();
    FabricHealth fabric = FabricHealth.judge(snapshot, snapshot.at());
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("fabric").status(fabric.up()).withData("reason", fabric.reason());
    fabric.details().forEach(response::withData);
    return response.build();
  }
}
