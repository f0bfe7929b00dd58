package io.kvlane.agent.http;

import io.kvlane.agent.node.NodeState;
import io.kvlane.exporters.prometheus.ScrapeResponse;
import io.kvlane.exporters.prometheus.SnapshotCollector;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * {@code /metrics}: the node's snapshot as one collector, and the agent's own JVM as Micrometer
 * meters, in the format that the Accept header asks for.
 */
@Singleton
final class MetricsRoute {

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  MetricsRoute(NodeState state) {
    meters.getPrometheusRegistry().register(new SnapshotCollector(state::snapshot));
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ClassLoaderMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
  }

  void register(@Observes Router router) {
    router.get("/metrics").blockingHandler(this::answer, false);
  }

  private void answer(RoutingContext context) {
    ScrapeResponse scrape =
        ScrapeResponse.of(
            meters.getPrometheusRegistry(), context.request().getHeader(HttpHeaders.ACCEPT));
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, scrape.contentType())
        .end(Buffer.buffer(scrape.body()));
  }
}
