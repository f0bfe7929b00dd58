package io.kvlane.probes.nvml;

import io.kvlane.core.gpu.Gpu;
import io.kvlane.core.gpu.Gpu.Mig;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciLink;
import io.kvlane.probes.libc.NativeStruct;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads one GPU, question by question: what one of them does not tell stays empty. One thread. */
final class NvmlGpuReader {

  /** By generation, from 1 (PCI Express Base Specification, link speeds). */
  private static final double[] GIGATRANSFERS_PER_SECOND = {2.5, 5, 8, 16, 32, 64, 128};

  private static final int MOST_LANES = 32;

  private final LibNvmlQueries nvml;
  private final NvmlDevice device;

  private NvmlGpuReader(LibNvmlQueries nvml, NvmlDevice device) {
    this.nvml = nvml;
    this.device = device;
  }

  /** What NVML tells of the GPU at an index. */
  static Gpu read(NvmlLibrary library, int index) {
    NativeStruct handle = new NativeStruct(Long.BYTES);
    int status = library.nvml().nvmlDeviceGetHandleByIndex_v2(index, handle.address());
    long device = handle.getLong(0);
    if (status != NvmlLayout.SUCCESS) {
      return unanswered(
          index,
          library.failure("nvmlDeviceGetHandleByIndex_v2", status),
          status == NvmlLayout.GPU_IS_LOST);
    }
    return new NvmlGpuReader(library.queries(), new NvmlDevice(library, device)).read(index);
  }

  private static Gpu unanswered(int index, String problem, boolean lost) {
    return new Gpu(
        index,
        problem,
        lost,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Mig.UNKNOWN,
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private Gpu read(int index) {
    Optional<String> uuid =
        device.text(
            "nvmlDeviceGetUUID",
            (gpu, out) -> nvml.nvmlDeviceGetUUID(gpu, out, NvmlLayout.TEXT_BYTES));
    Optional<PciAddress> address =
        device
            .structure(
                "nvmlDeviceGetPciInfo_v3", (gpu, out) -> nvml.nvmlDeviceGetPciInfo_v3(gpu, out))
            .flatMap(info -> PciAddress.parse(info.text(NvmlLayout.PCI_INFO_BUS_ID)));
    Optional<String> model =
        device.text(
            "nvmlDeviceGetName",
            (gpu, out) -> nvml.nvmlDeviceGetName(gpu, out, NvmlLayout.TEXT_BYTES));
    Optional<NativeStruct> memory =
        device.structure(
            "nvmlDeviceGetMemoryInfo", (gpu, out) -> nvml.nvmlDeviceGetMemoryInfo(gpu, out));
    Optional<NativeStruct> bar1 =
        device.structure(
            "nvmlDeviceGetBAR1MemoryInfo",
            (gpu, out) -> nvml.nvmlDeviceGetBAR1MemoryInfo(gpu, out));
    Optional<PciLink> link = link();
    Optional<PciLink> maxLink = maxLink();
    Mig mig = mig();
    NvLinks nvLinks = NvLinks.of(nvml, device);
    return new Gpu(
        index,
        problem(uuid.isEmpty() && address.isEmpty() && model.isEmpty()),
        device.lostAt() != null,
        uuid,
        address,
        model,
        bytes(memory, NvmlLayout.MEMORY_TOTAL),
        bytes(bar1, NvmlLayout.BAR1_MEMORY_TOTAL),
        bytes(bar1, NvmlLayout.BAR1_MEMORY_USED),
        link,
        maxLink,
        mig,
        nvLinks.active(),
        nvLinks.all());
  }

  /** A GPU that does not even say what it is cannot be asked, whatever the reason. */
  private @Nullable String problem(boolean saysNothing) {
    return device.lostAt() == null && saysNothing ? device.failedAt() : device.lostAt();
  }

  private Optional<PciLink> link() {
    return link(
        device.number(
            "nvmlDeviceGetCurrPcieLinkGeneration",
            (gpu, out) -> nvml.nvmlDeviceGetCurrPcieLinkGeneration(gpu, out)),
        device.number(
            "nvmlDeviceGetCurrPcieLinkWidth",
            (gpu, out) -> nvml.nvmlDeviceGetCurrPcieLinkWidth(gpu, out)));
  }

  private Optional<PciLink> maxLink() {
    return link(
        device.number(
            "nvmlDeviceGetMaxPcieLinkGeneration",
            (gpu, out) -> nvml.nvmlDeviceGetMaxPcieLinkGeneration(gpu, out)),
        device.number(
            "nvmlDeviceGetMaxPcieLinkWidth",
            (gpu, out) -> nvml.nvmlDeviceGetMaxPcieLinkWidth(gpu, out)));
  }

  /** A link with a generation and a width that the specification knows. */
  static Optional<PciLink> link(OptionalInt generation, OptionalInt lanes) {
    int speed = generation.orElse(0);
    int width = lanes.orElse(0);
    return speed < 1 || speed > GIGATRANSFERS_PER_SECOND.length || width < 1 || width > MOST_LANES
        ? Optional.empty()
        : Optional.of(new PciLink(GIGATRANSFERS_PER_SECOND[speed - 1], width));
  }

  private Mig mig() {
    NativeStruct modes = new NativeStruct(2 * Integer.BYTES);
    int status =
        device.ask(
            "nvmlDeviceGetMigMode",
            (gpu, out) -> nvml.nvmlDeviceGetMigMode(gpu, out, out + Integer.BYTES),
            modes);
    if (status == NvmlLayout.NOT_SUPPORTED) {
      return Mig.NOT_SUPPORTED;
    }
    if (status != NvmlLayout.SUCCESS) {
      return Mig.UNKNOWN;
    }
    return switch (modes.getInt(0)) {
      case NvmlLayout.MIG_ENABLED -> Mig.ENABLED;
      case NvmlLayout.MIG_DISABLED -> Mig.DISABLED;
      default -> Mig.UNKNOWN;
    };
  }

  /** A size; negative would be one that no GPU has. */
  private static OptionalLong bytes(Optional<NativeStruct> memory, int offset) {
    return memory.stream()
        .mapToLong(read -> read.getLong(offset))
        .filter(size -> size >= 0)
        .findFirst();
  }
}
