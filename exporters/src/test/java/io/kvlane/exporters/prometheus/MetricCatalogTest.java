package io.kvlane.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricCatalogTest {

  static List<MetricRow> rows() {
    return MetricCatalog.ROWS;
  }

  @Test
  void shouldHaveOneRowForEachName() {
    assertThat(rows()).extracting(MetricRow::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldNameMetricsInOurPrefixAndUnit(MetricRow row) {
    assertThat(row.name()).matches("kvlane_[a-z_]+");
    assertThat(row.type().baseName(row.name())).endsWith(row.unit().text());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldExplainMetricsInSentences(MetricRow row) {
    assertThat(row.help()).matches("(?s)[A-Z0-9].*\\.").doesNotContain("  ");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldLabelEverySeriesAsTheRowSays(MetricRow row) {
    List<String> declared = row.labels().stream().map(MetricLabel::exposed).sorted().toList();
    assertThat(dataPoints(row))
        .isNotEmpty()
        .allSatisfy(point ->
            assertThat(point.getLabels().stream().map(Label::getName)).isEqualTo(declared));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldHaveSeriesInSomeGoldenFile(MetricRow row) throws IOException {
    String series = "(?m)^" + row.name() + "(_count)?[{ ].*";
    boolean found = false;
    for (Scenario scenario : Scenario.values()) {
      String golden = Files.readString(GoldenExpositionTest.golden(scenario, "prom"));
      found |= Pattern.compile(series).matcher(golden).find();
    }
    assertThat(found).as("a golden file has series of %s", row.name()).isTrue();
  }

  private static Stream<? extends DataPointSnapshot> dataPoints(MetricRow row) {
    return Arrays.stream(Scenario.values())
        .map(scenario -> row.extractor().apply(SnapshotView.of(scenario.snapshot())))
        .map(MetricSnapshot::getDataPoints)
        .flatMap(List::stream);
  }
}
