package io.kvlane.agent.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Takes what Alertmanager sends to webhooks, on a port of the loopback interface, until it is
 * closed. Safe for every thread.
 */
final class WebhookReceiver implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Notification> all = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /**
   * One message of Alertmanager: the alerts of one group for one receiver.
   *
   * @param path the path that it was sent to
   * @param at when it came
   * @param body the document of Alertmanager's webhook, version 4
   */
  record Notification(String path, Instant at, JsonNode body) {

    /** {@code firing} or {@code resolved}; firing while one of its alerts is. */
    String status() {
      return body.path("status").asText();
    }

    List<JsonNode> alerts() {
      return body.path("alerts").valueStream().toList();
    }

    /** Whether one of its alerts has this name. */
    boolean names(String alert) {
      return alerts().stream()
          .anyMatch(one -> one.path("labels").path("alertname").asText().equals(alert));
    }

    @Override
    public String toString() {
      return "%s %s %s %s"
          .formatted(
              at,
              path,
              status(),
              alerts().stream().map(alert -> alert.path("labels").toString()).toList());
    }
  }

  WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
      all.add(new Notification(exchange.getRequestURI().getPath(), Instant.now(), body));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  /** Where it listens, without a slash at the end. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All that came to this path, oldest first. */
  List<Notification> at(String path) {
    return all.stream().filter(one -> one.path().equals(path)).toList();
  }

  /** The first message of a kind, once it is here. */
  Notification await(String what, Duration patience, Predicate<Notification> which) {
    try {
      return Await.value(what, patience, () -> all.stream().filter(which).findFirst());
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; there came " + all, e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
