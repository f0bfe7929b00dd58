package io.kvlane.core.workload.rules;

import io.kvlane.core.workload.Platform;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A value of {@code UCX_TLS}: which transports it allows (UCX, {@code ucp_tl_aliases} and {@code
 * ucp_config_table} in src/ucp/core/ucp_context.c). A transport that may only set up connections
 * ({@code :aux}) is not allowed to carry data.
 *
 * @param names transports with aliases resolved; what is excluded where {@code negated}
 * @param all whether everything is allowed
 * @param negated whether all but {@code names} is allowed
 */
record UcxTls(Set<String> names, boolean all, boolean negated) {

  private static final Map<String, List<String>> ALIASES =
      Map.ofEntries(
          Map.entry("mm", List.of("posix", "sysv", "xpmem")),
          Map.entry("sm", List.of("posix", "sysv", "xpmem", "knem", "cma")),
          Map.entry("shm", List.of("posix", "sysv", "xpmem", "knem", "cma")),
          Map.entry(
              "ib",
              List.of(
                  "rc_verbs",
                  "ud_verbs",
                  "rc_mlx5",
                  "ud_mlx5",
                  "dc_mlx5",
                  "gga_mlx5",
                  "srd",
                  "rc_gda")),
          Map.entry("ud_v", List.of("ud_verbs")),
          Map.entry("ud_x", List.of("ud_mlx5")),
          Map.entry("ud", List.of("ud_mlx5", "ud_verbs")),
          Map.entry("rc_v", List.of("rc_verbs")),
          Map.entry("rc_x", List.of("rc_mlx5")),
          Map.entry("rc", List.of("rc_mlx5", "rc_verbs")),
          Map.entry("dc", List.of("dc_mlx5")),
          Map.entry("dc_x", List.of("dc_mlx5")),
          Map.entry("cuda", List.of("cuda_copy", "cuda_ipc", "gdr_copy")),
          Map.entry("gga", List.of("gga_mlx5")));

  /** What speaks to NICs of InfiniBand and Ethernet, and sends data by itself. */
  private static final Set<String> VERBS =
      Set.of("rc_verbs", "rc_mlx5", "dc_mlx5", "ud_verbs", "ud_mlx5", "gga_mlx5");

  /** What speaks to Elastic Fabric Adapters. */
  private static final String EFA = "srd";

  /** Takes a copy. */
  UcxTls {
    names = Set.copyOf(names);
  }

  /** Reads a value. */
  static UcxTls parse(String value) {
    boolean negated = value.startsWith("^");
    List<String> items =
        Arrays.stream((negated ? value.substring(1) : value).split(",", -1))
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .toList();
    Set<String> names = new LinkedHashSet<>();
    for (String item : items) {
      if (item.startsWith("\\")) {
        names.add(item.substring(1));
      } else {
        names.addAll(ALIASES.getOrDefault(item, List.of(item)));
      }
    }
    return new UcxTls(names, !negated && items.contains("all"), negated);
  }

  /** Whether the transport may carry data. */
  boolean allows(String transport) {
    return all || negated != names.contains(transport);
  }

  /** Whether it lists what is allowed, so that nothing else is. */
  boolean isExplicit() {
    return !all && !negated;
  }

  /** Whether something may use RDMA on the platform, or on any where it is not known. */
  boolean allowsRdma(Optional<Platform> platform) {
    Predicate<Platform> is = wanted -> platform.map(wanted::equals).orElse(true);
    boolean verbs =
        (is.test(Platform.INFINIBAND) || is.test(Platform.ROCE))
            && VERBS.stream().anyMatch(this::allows);
    return verbs || (is.test(Platform.EFA) && allows(EFA));
  }

  /** Whether UCX can tell GPU memory from host memory. */
  boolean knowsGpuMemory() {
    return Stream.of("cuda_copy", "cuda_ipc").anyMatch(this::allows);
  }
}
