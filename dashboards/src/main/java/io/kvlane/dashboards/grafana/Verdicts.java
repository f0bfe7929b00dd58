package io.kvlane.dashboards.grafana;

/**
 * The verdict of nodes in PromQL, and the texts of its numbers. Texts would need a series for each
 * possible answer; a number with mappings is one series, and the worst is the largest.
 */
final class Verdicts {

  /** What {@link #of} gives. */
  static final Mappings TEXTS =
      Mappings.none()
          .with(0, "as expected", Colour.GOOD)
          .with(1, "fallback", Colour.WRONG)
          .with(2, "measured, nothing expected", Colour.NEUTRAL)
          .with(3, "not measured", Colour.DOUBTFUL)
          .with(4, "agent silent", Colour.BAD);

  /** What {@link #path} and {@link #expected} give. */
  static final Mappings PATHS =
      Mappings.none()
          .with(0, "local", Colour.UNKNOWN)
          .with(1, "gpudirect-rdma", Colour.UNKNOWN)
          .with(2, "host-rdma", Colour.UNKNOWN)
          .with(3, "host-staged-rdma", Colour.UNKNOWN)
          .with(4, "tcp", Colour.UNKNOWN)
          .with(5, "unknown", Colour.UNKNOWN)
          .with(6, "rdma", Colour.UNKNOWN);

  private Verdicts() {}

  /** The verdict of each node. {@code and} is more matchers, each after a comma. */
  static String of(String and) {
    return """
    max by (node) (kvlane_path_fallback{intent="default"%1$s})
    or max by (node) (kvlane_path_info{intent="default"%1$s}) * 2
    or max by (node) (kvlane_build_info{node!=""%1$s}) * 3
    or (max by (node) (up{job="kvlane"%1$s}) == 0) + 4\
    """
        .formatted(and);
  }

  /** The worst path that verified default runs took, by these labels. */
  static String path(String by, String and) {
    return """
    max by (%1$s) (
      kvlane_path_info{intent="default",class="gpudirect-rdma"%2$s}
      or kvlane_path_info{intent="default",class="host-rdma"%2$s} * 2
      or kvlane_path_info{intent="default",class="host-staged-rdma"%2$s} * 3
      or kvlane_path_info{intent="default",class="tcp"%2$s} * 4
      or kvlane_path_info{intent="default",class="unknown"%2$s} * 5
      or kvlane_path_info{intent="default",class="local"%2$s} * 0
    )\
    """
        .formatted(by, and);
  }

  /** The path that each node should take. */
  static String expected(String and) {
    return """
    max by (node) (
      kvlane_expected_path_info{class="gpudirect-rdma"%1$s}
      or kvlane_expected_path_info{class="rdma"%1$s} * 6
      or kvlane_expected_path_info{class="tcp"%1$s} * 4
    )\
    """
        .formatted(and);
  }
}
