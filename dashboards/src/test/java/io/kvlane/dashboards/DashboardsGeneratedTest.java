package io.kvlane.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.dashboards.grafana.Dashboards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The dashboards in the source tree are those that the code writes. */
class DashboardsGeneratedTest {

  @Test
  void shouldBeWhatTheCodeWrites() throws IOException {
    for (Map.Entry<String, String> dashboard : Dashboards.files().entrySet()) {
      Path file = Repository.file("dashboards/grafana/" + dashboard.getKey());
      assertThat(Repository.expected(file, dashboard.getValue(), "kvlane.update-golden"))
          .as("write it with make docs")
          .isEqualTo(dashboard.getValue());
    }
  }
}
