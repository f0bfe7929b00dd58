package io.kvlane.benchmarks.footprint;

import io.kvlane.benchmarks.stats.Samples;
import java.io.IOException;
import java.time.Duration;

/**
 * What an exporter costs to start and to scrape.
 *
 * @param startMillis time from its start to its first answer
 * @param startCpuSeconds processor time that it had taken by then
 * @param scrapeMillis how long scrapes took, warmed up
 * @param scrapeCpuMillis processor time of the exporter a scrape
 * @param series number of series in a scrape
 */
record Scraped(
    long startMillis,
    double startCpuSeconds,
    Samples scrapeMillis,
    double scrapeCpuMillis,
    long series) {

  private static final int WARM_UP = 100;
  private static final int SCRAPES = 300;

  /** Times the scrapes of an exporter that has started. */
  static Scraped measure(Scraper scraper, long pid, Duration start, double startCpuSeconds)
      throws IOException, InterruptedException {
    scraper.time(WARM_UP);
    double before = CpuSeconds.of(pid);
    Samples millis = scraper.time(SCRAPES);
    double cpuMillis = (CpuSeconds.of(pid) - before) * 1000 / SCRAPES;
    return new Scraped(
        start.toMillis(), startCpuSeconds, millis, cpuMillis, Exposition.series(scraper.scrape()));
  }
}
