package io.kvlane.agent.health;

import io.kvlane.agent.node.NodeState;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when a question about the node can be answered, whatever the answer is. */
@Readiness
@Singleton
final class ServingReady implements HealthCheck {

  private final NodeState state;

  ServingReady(NodeState state) {
    this.state = state;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("serving")
        .up()
        .withData("node", state.snapshot().node())
        .build();
  }
}
