/**
 * What an agent knows of its node, as Prometheus metrics.
 *
 * <p>{@link io.kvlane.exporters.prometheus.SnapshotCollector} turns the latest snapshot into
 * metrics each time it is scraped; nothing is kept between two scrapes, so a series whose subject
 * has gone is gone with the next scrape. {@link io.kvlane.exporters.prometheus.ScrapeResponse}
 * renders a registry in the format that a scraper asks for. What there is to scrape is listed, one
 * row a metric, in {@code MetricCatalog}; the exposition and the reference page are both made from
 * it.
 *
 * <p>Threads: everything is immutable and can be used by any number of threads. Nothing blocks,
 * reads a clock or the machine: ages are judged at the snapshot's own time.
 *
 * <p>Errors: a snapshot that keeps core's promises always gives metrics. What was not measured has
 * no series; it is never 0 and never NaN.
 *
 * <p>Units are base units: bytes, bytes a second, seconds, ratios from 0 to 1.
 */
@NullMarked
package io.kvlane.exporters.prometheus;

import org.jspecify.annotations.NullMarked;
