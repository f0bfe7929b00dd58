package io.kvlane.core.workload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kind of RDMA network that workers run on. */
public enum Platform {
  /** InfiniBand. */
  INFINIBAND,
  /** RDMA over Ethernet. */
  ROCE,
  /** Amazon's Elastic Fabric Adapter. */
  EFA;

  /** Lower case, as on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By label. */
  public static Optional<Platform> of(String label) {
    return Arrays.stream(values()).filter(platform -> platform.label().equals(label)).findFirst();
  }
}
