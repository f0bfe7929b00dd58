package io.kvlane.dashboards.grafana;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** All dashboards there are. */
public final class Dashboards {

  private Dashboards() {}

  /** The text of each dashboard's file, by the file's name below {@code dashboards/grafana}. */
  public static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    Stream.of(FleetDashboard.dashboard(), NodeDashboard.dashboard())
        .forEach(dashboard ->
            files.put(dashboard.uid().substring("kvlane-".length()) + ".json", dashboard.text()));
    return files;
  }
}
