package io.kvlane.benchmarks.footprint;

import static io.kvlane.report.Figures.fixed;
import static io.kvlane.report.Figures.mebibytes;

import io.kvlane.report.Section;
import io.kvlane.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Memory and scrape time of the agent, beside node_exporter's. */
public final class FootprintBenchmark {

  private static final List<String> HEADERS =
      List.of(
          "process",
          "RSS MiB",
          "anonymous MiB",
          "start ms",
          "start CPU s",
          "scrape p50/p99 ms",
          "CPU ms a scrape",
          "series");

  private FootprintBenchmark() {}

  /** Measures both, one after the other. */
  public static Section run() throws InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try {
      addAgent(rows, AgentFootprint.measure());
    } catch (IOException e) {
      notes.add("The agent was not measured: " + e.getMessage());
    }
    Optional<Path> nodeExporter = NodeExporterFootprint.program();
    if (nodeExporter.isEmpty()) {
      notes.add(
          "node_exporter was not measured: it is not here (Debian: prometheus-node-exporter).");
    } else {
      try {
        NodeExporterFootprint measured = NodeExporterFootprint.measure(nodeExporter.get());
        rows.add(row("node_exporter", measured.memory(), measured.scraped()));
      } catch (IOException e) {
        notes.add("node_exporter was not measured: " + e.getMessage());
      }
    }
    return new Section("Memory and scrape time", Optional.of(new Table(HEADERS, rows)), notes);
  }

  private static void addAgent(List<List<String>> rows, AgentFootprint measured) {
    rows.add(row("kvlane agent", measured.agent(), measured.scraped()));
    for (Memory probe : measured.probes()) {
      rows.add(row("idle probe process", probe));
    }
    rows.add(row("kvlane together", measured.together()));
  }

  private static List<String> row(String name, Memory memory, Scraped scraped) {
    return List.of(
        name,
        mebibytes(memory.residentBytes()),
        mebibytes(memory.anonymousBytes()),
        Long.toString(scraped.startMillis()),
        fixed(scraped.startCpuSeconds(), 2),
        fixed(scraped.scrapeMillis().percentile(50), 1)
            + " / "
            + fixed(scraped.scrapeMillis().percentile(99), 1),
        fixed(scraped.scrapeCpuMillis(), 2),
        Long.toString(scraped.series()));
  }

  private static List<String> row(String name, Memory memory) {
    return List.of(
        name,
        mebibytes(memory.residentBytes()),
        mebibytes(memory.anonymousBytes()),
        "",
        "",
        "",
        "",
        "");
  }
}
