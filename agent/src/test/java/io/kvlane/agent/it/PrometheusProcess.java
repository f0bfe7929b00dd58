package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real Prometheus with a configuration, its data below a directory, until it is closed. The test
 * is skipped where there is none.
 */
final class PrometheusProcess implements AutoCloseable {

  private final ServerProcess server;

  private PrometheusProcess(ServerProcess server) {
    this.server = server;
  }

  /**
   * Starts Prometheus and waits until it is ready.
   *
   * @param directory where all of it lies; made when it is not there. Data of an earlier run in it
   *     are kept.
   * @param configuration the text of {@code prometheus.yml}; file names in it are relative to the
   *     directory
   */
  static PrometheusProcess serving(Path directory, String configuration) {
    Path program = ServerProcess.programOrSkip("prometheus");
    int port = Installation.freePort();
    try {
      Files.createDirectories(directory);
      Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
      return new PrometheusProcess(
          ServerProcess.serving(
              directory,
              port,
              List.of(
                  program.toString(),
                  "--config.file=" + file,
                  "--storage.tsdb.path=" + directory.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port,
                  "--log.level=info")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return server.uri();
  }

  /**
   * The result of an instant query now: one element a series, with {@code metric} and {@code
   * value}.
   */
  JsonNode query(String expression) {
    return data("/api/v1/query?query=" + encoded(expression)).path("result");
  }

  /** The labels of an instant query's series, {@code __name__} included where there is one. */
  List<Map<String, String>> labels(String expression) {
    return query(expression).valueStream().map(one -> labels(one.path("metric"))).toList();
  }

  /** The alerts that are pending or firing, as the API has them. */
  JsonNode alerts() {
    return data("/api/v1/alerts").path("alerts");
  }

  /** Those that fire. */
  List<JsonNode> firing() {
    return alerts()
        .valueStream()
        .filter(alert -> alert.path("state").asText().equals("firing"))
        .toList();
  }

  /** The {@code data} of a success of the HTTP API. */
  JsonNode data(String pathAndQuery) {
    JsonNode answer = server.get(pathAndQuery);
    assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
    return answer.path("data");
  }

  static String encoded(String expression) {
    return URLEncoder.encode(expression, StandardCharsets.UTF_8);
  }

  /** A JSON object of texts as a map. */
  static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new TreeMap<>();
    object.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  String log() {
    return server.log();
  }

  @Override
  public void close() {
    server.close();
  }
}
