package io.kvlane.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the figures come from.
 *
 * @param processor model of the processor
 * @param cores cores that this process may use
 * @param kernel release of the kernel
 * @param load load averages over 1, 5 and 15 minutes when the benchmark began
 */
public record Machine(String processor, int cores, String kernel, String load) {

  /** This machine, now. */
  public static Machine read() throws IOException {
    String[] load = Files.readString(Path.of("/proc/loadavg")).split(" ");
    return new Machine(
        processor(Files.readAllLines(Path.of("/proc/cpuinfo"))),
        Runtime.getRuntime().availableProcessors(),
        Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
        load[0] + ", " + load[1] + ", " + load[2]);
  }

  /** The model; other architectures than x86 name none. */
  static String processor(List<String> cpuinfo) {
    return cpuinfo.stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch", "unknown"));
  }
}
