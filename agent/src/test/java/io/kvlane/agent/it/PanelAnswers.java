package io.kvlane.agent.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.it.DashboardFile.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks Prometheus what a panel asks, with the variables set as Grafana sets them. */
final class PanelAnswers {

  private static final Duration LOOKS_BACK = Duration.ofMinutes(2);
  private static final int STEP_SECONDS = 2;
  private static final Pattern PLACE = Pattern.compile("\\{\\{ *(\\w+) *}}");

  private final PrometheusProcess prometheus;
  private final Map<String, String> variables;

  /** For a node and all of its peers. */
  PanelAnswers(PrometheusProcess prometheus, String node) {
    this.prometheus = prometheus;
    this.variables =
        Map.of(
            "$node",
            node,
            "$peer",
            ".*",
            "$__rate_interval",
            "20s",
            "$__range",
            LOOKS_BACK.toSeconds() + "s",
            "$__interval",
            STEP_SECONDS + "s");
  }

  /** A series with the newest of its values. */
  record Series(Map<String, String> labels, double latest) {

    /** As the legend of its query calls it. */
    String name(String legend) {
      return PLACE
          .matcher(legend)
          .replaceAll((MatchResult place) -> labels.getOrDefault(place.group(1), ""));
    }
  }

  /** The series that have a number, with the newest one. */
  List<Series> answer(Query query) {
    return ask(query).flatMap(series -> latest(series).stream()).toList();
  }

  private Stream<JsonNode> ask(Query query) {
    String expression = PrometheusProcess.encoded(substituted(query.expression()));
    if (query.instant()) {
      return prometheus.data("/api/v1/query?query=" + expression).path("result").valueStream();
    }
    Instant end = Instant.now();
    return prometheus
        .data(
            "/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
                .formatted(
                    expression,
                    end.minus(LOOKS_BACK).getEpochSecond(),
                    end.getEpochSecond(),
                    STEP_SECONDS))
        .path("result")
        .valueStream();
  }

  /** Longer names first, so that none is taken for the beginning of another. */
  String substituted(String text) {
    TreeMap<String, String> longestFirst =
        new TreeMap<>((one, other) ->
            one.length() == other.length() ? one.compareTo(other) : other.length() - one.length());
    longestFirst.putAll(variables);
    String done = text;
    for (Map.Entry<String, String> variable : longestFirst.entrySet()) {
      done = done.replace(variable.getKey(), variable.getValue());
    }
    if (done.contains("$") && !done.contains("\"$1\"")) {
      throw new AssertionError("a variable that the dashboard does not have: " + done);
    }
    return done;
  }

  private static Optional<Series> latest(JsonNode series) {
    Stream<JsonNode> values =
        series.has("value") ? Stream.of(series.path("value")) : series.path("values").valueStream();
    return values
        .map(value -> Double.parseDouble(value.path(1).asText().replace("Inf", "Infinity")))
        .filter(value -> !value.isNaN())
        .reduce((_, later) -> later)
        .map(value -> new Series(PrometheusProcess.labels(series.path("metric")), value));
  }
}
