package io.kvlane.dashboards.grafana;

/** Columns that tables of findings and alerts share. */
final class Findings {

  static final Mappings SEVERITIES =
      Mappings.none()
          .with("critical", "critical", Colour.WRONG)
          .with("warning", "warning", Colour.BAD)
          .with("info", "info", Colour.NEUTRAL);

  /** What {@link #urgency} gives. */
  static final Column URGENCY =
      Column.text("Severity")
          .mapped(
              Mappings.none()
                  .with(3, "critical", Colour.WRONG)
                  .with(2, "warning", Colour.BAD)
                  .with(1, "info", Colour.NEUTRAL))
          .wide(95);

  static final Column SEVERITY = Column.text("Severity").mapped(SEVERITIES).wide(95);
  static final Column RULE = Column.text("Rule").linked(Link.RUNBOOK).wide(230);
  static final Column FIX = Column.text("What to do").mapped(Mappings.texts(Fixes.byRule()));

  private Findings() {}

  /** The severity of each finding as a number, so that a table can be sorted by it. */
  static String urgency(String and) {
    return """
    max by (rule, subject) (
      kvlane_finding{severity="critical"%1$s} * 3
      or kvlane_finding{severity="warning"%1$s} * 2
      or kvlane_finding{severity="info"%1$s} * 1
    )\
    """
        .formatted(and);
  }

  /**
   * The same series with one more label, the rule's name again, which the fix takes the place of.
   */
  static String withFix(String series) {
    return "label_replace(%s, \"fix\", \"$1\", \"rule\", \"(.*)\")".formatted(series);
  }
}
