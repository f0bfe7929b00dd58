package io.kvlane.benchmarks.transfer;

import io.kvlane.probes.protocol.EngineSettings;
import java.util.Map;

/** A transport of UCX that works inside any Linux machine, and how to ask for it alone. */
enum Transport {
  POSIX("posix", Map.of("UCX_TLS", "posix")),
  TCP("tcp", Map.of("UCX_TLS", "tcp", "UCX_NET_DEVICES", "lo"));

  private final String label;

  /** A map of strings is immutable, but Error Prone would need its annotation. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<String, String> environment;

  Transport(String label, Map<String, String> environment) {
    this.label = label;
    this.environment = environment;
  }

  String label() {
    return label;
  }

  /** For a program that reads UCX's environment variables. */
  Map<String, String> environment() {
    return environment;
  }

  /** The same for kvlane. */
  EngineSettings settings() {
    return EngineSettings.ucx(environment.get("UCX_TLS"), environment.get("UCX_NET_DEVICES"));
  }
}
