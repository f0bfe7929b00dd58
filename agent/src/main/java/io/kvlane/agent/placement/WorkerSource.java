package io.kvlane.agent.placement;

import io.kvlane.agent.config.KubernetesSettings.Use;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.kubernetes.Placement;
import io.kvlane.agent.node.NodeState;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Who tells of worker pods: Kubernetes, or nobody. */
public interface WorkerSource extends AutoCloseable {

  /** Where the kubelet puts what a pod needs to speak to Kubernetes. */
  Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  /** Begins to look, and returns before anything was found. Call it once. */
  void start();

  /** Ends looking. */
  @Override
  void close();

  /** Who tells of worker pods by the settings, not started yet. */
  static WorkerSource of(
      Settings settings, FoundPlacement found, NodeState state, Vertx vertx, Clock clock) {
    return of(settings, SERVICE_ACCOUNT, found, state, vertx, clock);
  }

  /**
   * The same where the service account's token is elsewhere.
   *
   * @param token file with the token
   */
  static WorkerSource of(
      Settings settings,
      Path token,
      FoundPlacement found,
      NodeState state,
      Vertx vertx,
      Clock clock) {
    Use use = settings.kubernetes().use();
    if (use == Use.FALSE) {
      return new Nobody(
          "kvlane.kubernetes.enabled is false", "set it to auto or true", state, clock);
    }
    if (use == Use.AUTO && !Files.exists(token)) {
      return new Nobody(
          "the agent is in no pod of Kubernetes that has a service account",
          "set kvlane.kubernetes.enabled to true to use a kubeconfig",
          state,
          clock);
    }
    return new OfKubernetes(
        new Placement(
            settings, state, new Placement.Findings(found::found, found::offered), vertx, clock));
  }

  /** Kubernetes. */
  record OfKubernetes(Placement placement) implements WorkerSource {

    @Override
    public void start() {
      placement.start();
    }

    @Override
    public void close() {
      placement.close();
    }
  }

  /** Nobody, for a reason. */
  record Nobody(String reason, String fix, NodeState state, Clock clock) implements WorkerSource {

    @Override
    public void start() {
      state.works(known ->
          known.watched(
              new Look<>(
                  new ProbeResult.NotPresent<>(reason, fix), clock.instant(), Duration.ZERO)));
    }

    @Override
    public void close() {
      // Nothing was begun.
    }
  }
}
