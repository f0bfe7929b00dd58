package io.kvlane.benchmarks.transfer;

import io.kvlane.probes.main.ProbeMain;
import io.kvlane.probes.ucx.UcxEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A probe process that moves one buffer again and again: {@code OneBufferProbe SOCKET}. */
public final class OneBufferProbe {

  private OneBufferProbe() {}

  /** Serves the benchmark that started it until either ends. */
  public static void main(String[] args) throws IOException {
    ProbeMain.serve(
        Path.of(args[0]), List.of(new OneBufferEngine(new UcxEngine(Optional.empty()))));
  }
}
