package io.kvlane.benchmarks.footprint;

import io.kvlane.benchmarks.process.Children;
import io.kvlane.benchmarks.process.LoopbackPorts;
import io.kvlane.benchmarks.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** node_exporter with its default collectors. */
record NodeExporterFootprint(Memory memory, Scraped scraped) {

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(10);

  /** The program under Debian's name or its own. */
  static Optional<Path> program() {
    return Stream.of("prometheus-node-exporter", "node_exporter")
        .flatMap(name -> Programs.find(name).stream())
        .findFirst();
  }

  /** Starts the program, measures it and ends it. */
  static NodeExporterFootprint measure(Path program) throws IOException, InterruptedException {
    int port = LoopbackPorts.free();
    Process exporter =
        Children.start(
            new ProcessBuilder(program.toString(), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD));
    try (Scraper scraper = new Scraper(port)) {
      Duration start = scraper.awaitFirst(exporter, STARTS_WITHIN);
      double startCpuSeconds = CpuSeconds.of(exporter.pid());
      Scraped scraped = Scraped.measure(scraper, exporter.pid(), start, startCpuSeconds);
      return new NodeExporterFootprint(Memory.of(exporter.pid()), scraped);
    } finally {
      Children.end(exporter);
    }
  }
}
