package io.kvlane.benchmarks.inspection;

import static io.kvlane.report.Figures.fixed;

import io.kvlane.probes.host.HostFactsReader;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.host.InfinibandClassReader;
import io.kvlane.probes.host.PciBusReader;
import io.kvlane.report.Section;
import io.kvlane.report.Table;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Processor time of a look at a node with 8 GPUs and 8 NICs, which is a tree of files. */
public final class InspectionBenchmark {

  private static final Path HOST = Path.of("native-probes/src/test/hosts/h100-infiniband");
  private static final String TITLE = "Looking at a node with 8 GPUs and 8 NICs";
  private static final int PASSES = 500;

  private static final List<String> HEADERS =
      List.of("", "first CPU ms", "second CPU ms", "later CPU ms", "passes");

  private InspectionBenchmark() {}

  /** Measures each reader on its own. */
  public static Section run() {
    if (!Files.isDirectory(HOST)) {
      return new Section(
          TITLE, Optional.empty(), List.of("Not measured: there is no " + HOST + "."));
    }
    HostRoot root = new HostRoot(HOST);
    InfinibandClassReader rdma = new InfinibandClassReader(root);
    List<List<String>> rows =
        List.of(
            row("RDMA devices with counters", () -> rdma.look(System.nanoTime())),
            row("RDMA links only", rdma::links),
            row("kernel, modules, files", new HostFactsReader(root)::look),
            row("PCI bus", new PciBusReader(root)::look));
    return new Section(TITLE, Optional.of(new Table(HEADERS, rows)), List.of());
  }

  private static List<String> row(String name, Runnable pass) {
    Passes passes =
        Passes.make(pass, PASSES, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    return List.of(
        name,
        fixed(passes.firstMillis(), 2),
        fixed(passes.secondMillis(), 2),
        "%s (%s–%s)"
            .formatted(
                fixed(passes.laterMillis().median(), 2),
                fixed(passes.laterMillis().min(), 2),
                fixed(passes.laterMillis().max(), 2)),
        Integer.toString(PASSES));
  }
}
