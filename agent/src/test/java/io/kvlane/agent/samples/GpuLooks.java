package io.kvlane.agent.samples;

import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.GpuInventory;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Looks at GPUs over NVML. */
public final class GpuLooks {

  private GpuLooks() {}

  /** A look just now that shows GPUs of these names, all well. */
  public static Look<GpuInventory> at(String... names) {
    List<Gpu> gpus =
        IntStream.range(0, names.length).mapToObj(index -> gpu(index, names[index])).toList();
    return new Look<>(
        new ProbeResult.Observed<>(new GpuInventory(Optional.empty(), Optional.empty(), gpus)),
        Nodes.NOW,
        Duration.ZERO);
  }

  private static Gpu gpu(int index, String name) {
    return new Gpu(
        index,
        null,
        false,
        Optional.of(name),
        PciAddress.parse("0000:0" + index + ":00.0"),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Gpu.Mig.DISABLED,
        OptionalInt.empty(),
        OptionalInt.empty());
  }
}
