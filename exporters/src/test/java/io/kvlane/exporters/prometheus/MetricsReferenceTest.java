package io.kvlane.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {

  private static final Path PAGE = Repository.file("src/docs/metrics.md");

  @Test
  void shouldDescribeTheMetricsAsTheyAre() throws IOException {
    String page = MetricsReference.page();

    assertThat(page)
        .as("%s is not what the metric catalogue says; write it anew with `make docs`", PAGE)
        .isEqualTo(Repository.expected(PAGE, page, "kvlane.update-docs"));
  }
}
