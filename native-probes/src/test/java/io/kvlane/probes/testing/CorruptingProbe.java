package io.kvlane.probes.testing;

import io.kvlane.probes.main.ProbeMain;
import io.kvlane.probes.tcp.TcpEngine;
import io.kvlane.probes.ucx.UcxEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A probe process whose engines deliver a byte wrongly. */
public final class CorruptingProbe {

  private CorruptingProbe() {}

  /**
   * Serves the agent.
   *
   * @param args as those of {@link ProbeMain}
   */
  public static void main(String[] args) throws IOException {
    ProbeMain.serve(
        Path.of(args[0]),
        List.of(
            new FlippingEngine(
                new UcxEngine(Arrays.stream(args).skip(1).map(Path::of).findFirst())),
            new FlippingEngine(new TcpEngine())));
  }
}
