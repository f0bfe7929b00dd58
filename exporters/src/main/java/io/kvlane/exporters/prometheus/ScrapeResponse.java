package io.kvlane.exporters.prometheus;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The answer to one scrape. */
public final class ScrapeResponse {

  private static final ExpositionFormatWriter OPEN_METRICS =
      OpenMetricsTextFormatWriter.builder().build();
  private static final ExpositionFormatWriter TEXT = PrometheusTextFormatWriter.create();
  private static final int USUAL_BYTES = 64 * 1024;

  private final String contentType;
  private final byte[] body;

  private ScrapeResponse(String contentType, byte[] body) {
    this.contentType = contentType;
    this.body = body;
  }

  /**
   * Scrapes a registry: in OpenMetrics 1.0 when the scraper names it, else in the text format
   * 0.0.4, which every scraper reads.
   *
   * @param accept the request's {@code Accept} header, null when it has none
   */
  public static ScrapeResponse of(PrometheusRegistry registry, @Nullable String accept) {
    ExpositionFormatWriter writer = OPEN_METRICS.accepts(accept) ? OPEN_METRICS : TEXT;
    ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_BYTES);
    try {
      writer.write(body, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return new ScrapeResponse(writer.getContentType(), body.toByteArray());
  }

  /** Value of the {@code Content-Type} header. */
  public String contentType() {
    return contentType;
  }

  /** The body; the caller owns it. */
  public byte[] body() {
    return body;
  }
}
