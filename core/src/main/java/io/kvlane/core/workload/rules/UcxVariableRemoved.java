package io.kvlane.core.workload.rules;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Surroundings;
import io.kvlane.core.workload.WorkerRule;
import io.kvlane.core.workload.WorkerSpec;
import java.util.List;
import java.util.Map;

/**
 * A variable that UCX no longer has: it changes nothing but to be warned of ({@code unused
 * environment variable}, src/ucs/config/parser.c). Each was found in the tree of UCX's tag before,
 * and no longer in that of the version named.
 */
final class UcxVariableRemoved implements WorkerRule {

  /**
   * A variable that is gone.
   *
   * @param since the first version without it
   * @param instead what to do
   */
  private record Removed(String since, String instead) {}

  private static final String UNSET = "Unset %s";

  private static final Map<String, Removed> REMOVED =
      Map.of(
          "UCX_IB_REG_METHODS",
          new Removed(
              "1.16",
              UNSET + "; UCX_RCACHE_ENABLE and UCX_REG_NONBLOCK_MEM_TYPES say now what it said"),
          "UCX_IB_RCACHE_ADDR_ALIGN",
          new Removed("1.16", UNSET),
          "UCX_IB_ODP_MAX_SIZE",
          new Removed("1.15", UNSET + "; UCX_REG_NONBLOCK_MEM_TYPES turns on-demand paging on"),
          "UCX_IB_ODP_NUMA_POLICY",
          new Removed("1.15", UNSET),
          "UCX_DC_MLX5_DCI_KA_FULL_HANDSHAKE",
          new Removed("1.18", UNSET + "; UCX_DC_MLX5_DCI_FULL_HANDSHAKE is left"));

  @Override
  public String name() {
    return "worker-ucx-variable-removed";
  }

  @Override
  public List<Judgement> judge(WorkerSpec worker, Surroundings around) {
    return Fabric.servingOverUcx(worker, around).stream()
        .flatMap(container -> container.env().stream())
        .filter(variable -> REMOVED.containsKey(variable.name()))
        .map(variable -> {
          Removed removed = REMOVED.getOrDefault(variable.name(), new Removed("", ""));
          return Mistakes.one(
              name(),
              Severity.WARNING,
              variable.at(),
              "UCX has no %s since version %s.".formatted(variable.name(), removed.since()),
              List.of("%s=%s".formatted(variable.name(), variable.value().orElse("…"))),
              removed.instead().formatted(variable.name()));
        })
        .flatMap(List::stream)
        .toList();
  }
}
