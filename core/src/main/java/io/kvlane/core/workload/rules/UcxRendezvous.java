package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A rendezvous threshold that overrides NIXL's own, {@code inf} (nixl src/plugins/ucx/ucx_utils.cpp
 * sets it where the environment does not), or a scheme that UCX does not have or that never uses
 * RDMA (UCX, {@code ucp_rndv_modes} in src/ucp/core/ucp_context.c). What {@code get_zcopy} does on
 * EFA is said by {@link EfaGetZcopy}.
 */
final class UcxRendezvous implements WorkerRule {

  private static final String THRESHOLD = "UCX_RNDV_THRESH";
  private static final String SCHEME = "UCX_RNDV_SCHEME";

  private static final Set<String> SCHEMES =
      Set.of("auto", "get_zcopy", "put_zcopy", "get_ppln", "put_ppln", "rkey_ptr", "am");

  /** What schemes do that keep RDMA from moving the data. */
  private static final Map<String, String> WITHOUT_RDMA =
      Map.of(
          "am", "am copies data through active messages",
          "rkey_ptr", "rkey_ptr needs memory that both processes have mapped");

  @Override
  public String name() {
    return "worker-ucx-rendezvous";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Stream.concat(
            Fabric.judgeUcx(name(), worker, around, THRESHOLD, this::threshold).stream(),
            Fabric.judgeUcx(name(), worker, around, SCHEME, this::scheme).stream())
        .toList();
  }

  private List<Judgement> threshold(String value, FieldPath at) {
    return isNumber(value)
        ? Mistakes.one(
            name(),
            Severity.WARNING,
            at,
            "UCX_RNDV_THRESH overrides the threshold that NIXL sets.",
            List.of("UCX_RNDV_THRESH=" + value, "NIXL sets inf where it is unset"),
            "Unset UCX_RNDV_THRESH")
        : List.of();
  }

  /** Whether a threshold of bytes is among the values: one for all, or {@code inter:} and such. */
  private static boolean isNumber(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(one -> one.substring(one.indexOf(':') + 1).strip())
        .anyMatch(one -> !one.isEmpty() && Character.isDigit(one.charAt(0)));
  }

  private List<Judgement> scheme(String value, FieldPath at) {
    if (!SCHEMES.contains(value)) {
      return Mistakes.one(
          name(),
          Severity.WARNING,
          at,
          "UCX has no rendezvous scheme %s.".formatted(value),
          List.of("UCX_RNDV_SCHEME=" + value),
          "Unset UCX_RNDV_SCHEME, or set it to auto");
    }
    String why = WITHOUT_RDMA.get(value);
    return why == null
        ? List.of()
        : Mistakes.one(
            name(),
            Severity.WARNING,
            at,
            "The rendezvous scheme %s keeps data from RDMA.".formatted(value),
            List.of("UCX_RNDV_SCHEME=" + value, why),
            "Unset UCX_RNDV_SCHEME, or set it to auto");
  }
}
