package io.kvlane.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeResponseTest {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PROTOCOL_BUFFERS =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "*/*", "text/plain", "text/html,*/*;q=0.8", "image/png", PROTOCOL_BUFFERS})
  void shouldAnswerInTextUnlessAskedForMore(@Nullable String accept) {
    ScrapeResponse response = scrape(accept);

    assertThat(response.contentType()).isEqualTo(TEXT);
    assertThat(text(response)).contains("# TYPE kvlane_build_info gauge\n").doesNotContain("# EOF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Scrapes.OPEN_METRICS_ACCEPT,
        PROTOCOL_BUFFERS + "," + Scrapes.OPEN_METRICS_ACCEPT,
        "application/openmetrics-text",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;q=0.2"
      })
  void shouldAnswerInOpenMetricsWhenAsked(String accept) {
    ScrapeResponse response = scrape(accept);

    assertThat(response.contentType()).isEqualTo(OPEN_METRICS);
    assertThat(text(response))
        .contains("# TYPE kvlane_build info\n", "# UNIT kvlane_budget_used_ratio ratio\n")
        .endsWith("# EOF\n");
  }

  private static ScrapeResponse scrape(@Nullable String accept) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new SnapshotCollector(new SnapshotBuilder()::build));
    return ScrapeResponse.of(registry, accept);
  }

  private static String text(ScrapeResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
