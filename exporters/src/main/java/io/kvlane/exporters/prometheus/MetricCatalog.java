package io.kvlane.exporters.prometheus;

import java.util.List;

/**
 * All metrics of the agent's snapshot, one row each. The exposition and the reference come from
 * here.
 */
final class MetricCatalog {

  /**
   * Metrics that belong together.
   *
   * @param title their heading in the reference
   */
  record Group(String title, List<MetricRow> rows) {}

  static final List<Group> GROUPS =
      List.of(
          new Group("Inventory", InventoryMetrics.ROWS),
          new Group("GPUs", GpuMetrics.ROWS),
          new Group("Transfers", TransferMetrics.ROWS),
          new Group("Pairs", PairMetrics.ROWS),
          new Group("Verdicts", VerdictMetrics.ROWS),
          new Group("Placement", PlacementMetrics.ROWS),
          new Group("Control channel", ControlMetrics.ROWS),
          new Group("Self", SelfMetrics.ROWS));

  static final List<MetricRow> ROWS =
      GROUPS.stream().flatMap(group -> group.rows().stream()).toList();

  private MetricCatalog() {}
}
