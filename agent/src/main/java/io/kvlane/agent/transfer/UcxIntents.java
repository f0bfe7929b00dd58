package io.kvlane.agent.transfer;

import io.kvlane.core.path.UcxTransports;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.protocol.EngineSettings;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each intent means for UCX, given the worker pods' own settings.
 *
 * @param workerTransports the workers' {@code UCX_TLS}, {@code all} when they set none
 */
public record UcxIntents(String workerTransports) {

  private static final String ALL = "all";

  /** Reliable connections: what every InfiniBand and RoCE device has. */
  private static final String FORCED = "rc";

  /** Without these UCX does not know a GPU's memory, whatever carries the bytes. */
  private static final String FORCED_GPU = "rc,cuda_copy,gdr_copy";

  /** The intents under the settings of worker pods. */
  public static UcxIntents of(Map<String, String> ucxEnvironment) {
    return new UcxIntents(ucxEnvironment.getOrDefault("UCX_TLS", ALL));
  }

  /** The transports of a run, as a value of {@code UCX_TLS}. */
  private String transports(Intent intent, Memory memory) {
    return switch (intent) {
      case LOCAL -> workerTransports;
      case FORCED -> memory == Memory.CUDA ? FORCED_GPU : FORCED;
      case DEFAULT, BASELINE, STAGED -> UcxTransports.withoutIntraNode(workerTransports);
    };
  }

  /**
   * Whether the workers' settings leave a run nothing to use, as {@code UCX_TLS=posix} does between
   * nodes.
   */
  public boolean leavesNothingFor(Engine engine, Intent intent) {
    return engine == Engine.UCX
        && UcxTransports.allowedBy(transports(intent, Memory.HOST)).isEmpty();
  }

  /**
   * What a run asks of its engine.
   *
   * @param device the port that a forced run is bound to, empty to leave the choice to the engine
   */
  public EngineSettings settings(
      Engine engine, Intent intent, Memory memory, Optional<String> device) {
    return engine == Engine.UCX
        ? EngineSettings.ucx(transports(intent, memory), device.orElse(null))
        : EngineSettings.FROM_ENVIRONMENT;
  }

  /**
   * The transports that a run could use from this node.
   *
   * @param rdma RDMA transports of the node's active ports
   */
  Set<Transport> allowed(Engine engine, Intent intent, Memory memory, Set<Transport> rdma) {
    if (engine != Engine.UCX) {
      return EnumSet.of(Transport.TCP);
    }
    Set<Transport> families = UcxTransports.allowedBy(transports(intent, memory));
    Set<Transport> allowed = EnumSet.noneOf(Transport.class);
    if (families.contains(Transport.TCP)) {
      allowed.add(Transport.TCP);
    }
    if (families.contains(Transport.SHM)) {
      allowed.add(Transport.SHM);
    }
    if (memory == Memory.CUDA && families.contains(Transport.CUDA_IPC)) {
      allowed.add(Transport.CUDA_IPC);
    }
    if (families.contains(Transport.INFINIBAND)) {
      allowed.addAll(rdma);
    }
    if (families.contains(Transport.UNKNOWN)) {
      // A name that we do not know excludes nothing.
      allowed.add(Transport.UNKNOWN);
    }
    return allowed;
  }
}
