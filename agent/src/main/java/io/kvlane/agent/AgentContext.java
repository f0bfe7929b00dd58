package io.kvlane.agent;

import io.kvlane.agent.config.Settings;
import io.kvlane.agent.state.NodeLock;
import io.kvlane.agent.state.StateDirectory;
import io.kvlane.core.snapshot.BuildInfo;
import io.kvlane.probes.process.ProbeLaunch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the command line has checked and opened, handed over to the beans that Quarkus makes.
 *
 * @param settings the configuration
 * @param state the writable state directory
 * @param lock the node-wide lock
 * @param launch how to start a probe process
 * @param build what is running
 */
public record AgentContext(
    Settings settings, StateDirectory state, NodeLock lock, ProbeLaunch launch, BuildInfo build) {

  private static final AtomicReference<@Nullable AgentContext> CURRENT = new AtomicReference<>();

  /** Hands over; called once, before Quarkus starts. */
  public static void set(AgentContext context) {
    CURRENT.set(context);
  }

  /**
   * What was handed over.
   *
   * @throws IllegalStateException when Quarkus was started in another way than by {@code kvlane
   *     agent}
   */
  static AgentContext get() {
    AgentContext context = CURRENT.get();
    if (context == null) {
      throw new IllegalStateException("start kvlane by `kvlane agent`");
    }
    return context;
  }
}
