package io.kvlane.benchmarks.transfer;

import io.kvlane.probes.main.ProbeMain;
import io.kvlane.probes.ucx.AllocatedMemoryEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A probe process that serves memory which UCX allocated: {@code AllocatedMemoryProbe SOCKET}. */
public final class AllocatedMemoryProbe {

  private AllocatedMemoryProbe() {}

  /** Serves the benchmark that started it until either ends. */
  public static void main(String[] args) throws IOException {
    ProbeMain.serve(Path.of(args[0]), List.of(new AllocatedMemoryEngine()));
  }
}
