package io.kvlane.probes.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a run asks of its engine.
 *
 * @param transports value of {@code UCX_TLS} for this run, null to leave the process's environment
 *     in force
 * @param netDevices value of {@code UCX_NET_DEVICES} for this run, null to leave the process's
 *     environment in force
 */
public record EngineSettings(@Nullable String transports, @Nullable String netDevices) {

  /** The process's environment decides everything. */
  public static final EngineSettings FROM_ENVIRONMENT = new EngineSettings(null, null);
}
