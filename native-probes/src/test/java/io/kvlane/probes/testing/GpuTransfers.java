package io.kvlane.probes.testing;

import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.process.ProbeLaunch;
import io.kvlane.probes.protocol.EngineSettings;
import io.kvlane.probes.protocol.GpuMemory;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Sessions with the memory of the GPUs of our own. */
public final class GpuTransfers {

  /** The first GPU. */
  public static final String GPU = "0000:18:00.0";

  /** The second GPU. */
  public static final String OTHER_GPU = "0000:3b:00.0";

  private static final long LAYOUT_SEED = 7;
  private static final String LEDGER = "ledger";

  private GpuTransfers() {}

  /** A session between the memory of the first GPU and itself. */
  public static SessionSpec spec(
      Engine engine, String transports, Operation operation, TransferShape shape, boolean staged) {
    return new SessionSpec(
        engine,
        operation,
        shape,
        LAYOUT_SEED,
        EngineSettings.ucx(transports, null),
        new GpuMemory(GPU, staged));
  }

  /** The same through host memory on purpose, over TCP without UCX. */
  public static SessionSpec staged(Operation operation, TransferShape shape) {
    return spec(Engine.TCP, "tcp", operation, shape, true);
  }

  /**
   * The probe process as it is shipped, with GPUs and a UCX.
   *
   * @param ucx directory of UCX, empty for the one of this machine
   * @param directory where the driver notes what was taken of it
   */
  public static ProbeLaunch launch(Path gpus, Optional<Path> ucx, Path directory) {
    return Probes.launch(
            ProbeLaunch.MAIN_CLASS,
            ucx,
            Map.of("UCX_STUB_LEDGER", directory.resolve(LEDGER).toString()))
        .withGpuLibraryDirectory(Optional.of(gpus));
  }

  /** What the drivers of all processes noted of what is taken of them now, a line each. */
  public static List<String> ledgers(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<String> lines = new ArrayList<>();
      for (Path file :
          files.filter(file -> file.getFileName().toString().startsWith(LEDGER)).toList()) {
        lines.add(Files.readString(file).strip());
      }
      return lines;
    }
  }
}
