package io.kvlane.agent.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.Meeting;
import io.kvlane.core.peer.PeerSchedule;
import io.kvlane.exporters.prometheus.ScrapeResponse;
import io.kvlane.exporters.prometheus.SnapshotCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that meet as agents would, and one server for the metrics of all of them: each node's has a
 * path of its own. Names, labels and values are made by the exporter of the agent.
 *
 * <p>No bytes move, so epochs are short: whoever asks brings all nodes to the time of asking. Safe
 * for every thread.
 */
final class EmulatedFleet implements AutoCloseable {

  /** 30 nodes have all met after 6 seconds. */
  private static final Duration EPOCH = Duration.ofMillis(200);

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Map<String, EmulatedNode> nodes = new LinkedHashMap<>();
  private final ClusterView view;
  private final PeerSchedule schedule;
  private final HttpServer server;
  private long nextEpoch;

  /** So many nodes, all well. */
  EmulatedFleet(int size) {
    Instant now = Instant.now();
    view =
        new ClusterView(
            IntStream.rangeClosed(1, size).mapToObj(EmulatedFleet::name).toList(),
            List.of(),
            EPOCH);
    schedule = view.schedule().orElseThrow();
    view.nodes().forEach(name -> nodes.put(name, new EmulatedNode(name, view, INTERVAL, now)));
    nextEpoch = view.epochAt(now);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  static String name(int number) {
    return "node-" + number;
  }

  /** The nodes, for Prometheus. */
  List<Monitoring.Target> targets() {
    String address = "127.0.0.1:" + server.getAddress().getPort();
    return view.nodes().stream()
        .map(name -> new Monitoring.Target(name, address, "/" + name))
        .toList();
  }

  /** Pulls the cable of a node's NIC, or plugs it in. */
  synchronized void setNic(String node, boolean up) {
    advance(Instant.now());
    node(node).nic().set(up);
  }

  private EmulatedNode node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  private void advance(Instant now) {
    for (; nextEpoch <= view.epochAt(now); nextEpoch++) {
      for (EmulatedNode node : nodes.values()) {
        schedule
            .meeting(node.name(), nextEpoch)
            .filter(Meeting::initiates)
            .ifPresent(meeting -> node.meets(node(meeting.peer()), now));
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String node = exchange.getRequestURI().getPath().substring(1);
      ScrapeResponse scrape = scrape(node, exchange.getRequestHeaders().getFirst("Accept"));
      exchange.getResponseHeaders().set("Content-Type", scrape.contentType());
      exchange.sendResponseHeaders(200, scrape.body().length);
      exchange.getResponseBody().write(scrape.body());
    }
  }

  private synchronized ScrapeResponse scrape(String node, @Nullable String accept) {
    Instant now = Instant.now();
    advance(now);
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new SnapshotCollector(() -> node(node).snapshot(now)));
    return ScrapeResponse.of(registry, accept);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
