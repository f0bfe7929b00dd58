package io.kvlane.benchmarks.footprint;

import io.kvlane.benchmarks.stats.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scrapes an exporter on this machine as Prometheus does, over one connection. */
final class Scraper implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final HttpRequest request;

  Scraper(int port) {
    this.request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(TIMEOUT)
            .build();
  }

  String scrape() throws IOException, InterruptedException {
    var response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != OK) {
      throw new IOException("/metrics answers " + response.statusCode());
    }
    return response.body();
  }

  /**
   * Waits for the first answer.
   *
   * @return time until it came
   */
  Duration awaitFirst(Process exporter, Duration longest) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < longest.toNanos() && exporter.isAlive()) {
      if (tryScrape().isPresent()) {
        return Duration.ofNanos(System.nanoTime() - start);
      }
      Thread.sleep(POLL);
    }
    throw new IOException("no answer from /metrics within " + longest.toSeconds() + " s");
  }

  private Optional<String> tryScrape() throws InterruptedException {
    try {
      return Optional.of(scrape());
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  /** How long each of so many scrapes takes, in milliseconds. */
  Samples time(int scrapes) throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < scrapes; i++) {
      long start = System.nanoTime();
      scrape();
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return new Samples(millis);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
