package io.kvlane.dashboards.grafana;

/** Colours that Grafana has a name for, by what they say here. */
enum Colour {
  /** As it should be. */
  GOOD("green"),
  /** Worth a look. */
  DOUBTFUL("yellow"),
  /** Needs a look soon. */
  BAD("orange"),
  /** Wrong. */
  WRONG("red"),
  /** Says what is, not whether it is good. */
  NEUTRAL("blue"),
  /** Nobody knows. */
  UNKNOWN("text");

  private final String grafana;

  Colour(String grafana) {
    this.grafana = grafana;
  }

  String grafana() {
    return grafana;
  }
}
