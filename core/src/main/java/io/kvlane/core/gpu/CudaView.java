package io.kvlane.core.gpu;

import io.kvlane.core.pci.PciAddress;
import java.util.List;
import java.util.Optional;

/**
 * The GPUs that the CUDA driver API gives a process.
 *
 * @param driverVersion CUDA version that the driver speaks, such as {@code 12.8}
 * @param gpus all of them, by ordinal
 */
public record CudaView(String driverVersion, List<CudaGpu> gpus) {

  /**
   * A GPU.
   *
   * @param ordinal number that CUDA gives it, from 0
   * @param address where it is on the PCI bus, empty when CUDA does not say
   * @param name what CUDA calls it
   * @param dmabuf whether its memory can be exported as a dma-buf ({@code
   *     CU_DEVICE_ATTRIBUTE_DMA_BUF_SUPPORTED})
   * @param gpuDirectRdma whether its memory can be registered with an RDMA device ({@code
   *     CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_SUPPORTED})
   */
  public record CudaGpu(
      int ordinal,
      Optional<PciAddress> address,
      Optional<String> name,
      Support dmabuf,
      Support gpuDirectRdma) {}

  /** Takes a copy. */
  public CudaView {
    gpus = List.copyOf(gpus);
  }

  /** Whether memory of any GPU can be exported as a dma-buf. */
  public Support dmabuf() {
    List<Support> answers = gpus.stream().map(CudaGpu::dmabuf).distinct().toList();
    if (answers.contains(Support.YES)) {
      return Support.YES;
    }
    return answers.equals(List.of(Support.NO)) ? Support.NO : Support.UNKNOWN;
  }

  /** The GPU at an address. */
  public Optional<CudaGpu> at(PciAddress address) {
    return gpus.stream()
        .filter(gpu -> gpu.address().filter(address::equals).isPresent())
        .findFirst();
  }
}
