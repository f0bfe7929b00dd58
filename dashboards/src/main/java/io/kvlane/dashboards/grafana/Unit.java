package io.kvlane.dashboards.grafana;

/** Units by their names in Grafana. */
enum Unit {
  /** A plain number, shortened when it is large. */
  COUNT("short"),
  /** Decimal, as links are sold. */
  BYTES("decbytes"),
  BYTES_PER_SECOND("Bps"),
  PER_SECOND("ops"),
  SECONDS("s"),
  /** A ratio whose 1 is shown as 100 %. */
  SHARE("percentunit"),
  /** A text, or a number that a mapping turns into one. */
  TEXT("none");

  private final String grafana;

  Unit(String grafana) {
    this.grafana = grafana;
  }

  String grafana() {
    return grafana;
  }
}
