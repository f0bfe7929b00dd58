package io.kvlane.probes.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a run asks of its engine.
 *
 * @param transports value of {@code UCX_TLS} for this run, null to leave the process's environment
 *     in force
 * @param netDevices value of {@code UCX_NET_DEVICES} for this run, null to leave the process's
 *     environment in force
 * @param bindAddress address that a TCP responder listens on, null for the loopback address:
 *     nothing outside of the node can reach it then
 */
public record EngineSettings(
    @Nullable String transports, @Nullable String netDevices, @Nullable String bindAddress) {

  /** The process's environment decides everything. */
  public static final EngineSettings FROM_ENVIRONMENT = new EngineSettings(null, null, null);

  /** Transports and devices for UCX, inside the node. */
  public static EngineSettings ucx(@Nullable String transports, @Nullable String netDevices) {
    return new EngineSettings(transports, netDevices, null);
  }

  /** The same with a responder that listens on an address of this node. */
  public EngineSettings on(String address) {
    return new EngineSettings(transports, netDevices, address);
  }
}
