package io.kvlane.core.finding.rules;

import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciTree;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * GPUs that the PCI bus, the driver or NVML does not have, though another of them has.
 *
 * <p>A container is shown only the GPUs that it was given. So a list in which half of the GPUs are
 * missing, or more, says nothing of them. GPUs that were given to another driver, such as {@code
 * vfio-pci}, are not NVIDIA's driver's to show.
 *
 * @param tree the PCI bus
 * @param driver GPUs of which the driver knows
 * @param nvml GPUs that NVML shows, empty when nobody can tell where they are
 */
record MissingGpus(PciTree tree, List<PciAddress> driver, List<PciAddress> nvml) {

  private static final String DRIVER = "nvidia";

  /**
   * A GPU that is missing somewhere.
   *
   * @param address where it is, or was
   * @param evidence who has it and who does not
   */
  record Missing(PciAddress address, String evidence) {}

  /** GPUs that driver or NVML still has, but that are gone from the bus. */
  Stream<Missing> fromBus() {
    return Stream.concat(driver.stream(), nvml.stream())
        .distinct()
        .filter(address -> tree.at(address).isEmpty())
        .map(address ->
            new Missing(
                address,
                "the driver has a GPU at %s, where the PCI bus has nothing"
                    .formatted(address.text())));
  }

  /** GPUs on the bus that the driver or NVML does not have. */
  Stream<Missing> fromLists() {
    List<PciAddress> candidates =
        tree.nvidiaGpus()
            .filter(gpu -> gpu.driver().map(DRIVER::equals).orElse(true))
            .map(PciDevice::address)
            .toList();
    return candidates.stream()
        .flatMap(address ->
            notIn(candidates, driver, address, "/proc/driver/nvidia/gpus does not have it")
                .or(() -> notIn(candidates, nvml, address, "NVML does not show it"))
                .stream());
  }

  private static Optional<Missing> notIn(
      Collection<PciAddress> candidates,
      Collection<PciAddress> list,
      PciAddress address,
      String what) {
    long shown = candidates.stream().filter(list::contains).count();
    return shown * 2 > candidates.size() && !list.contains(address)
        ? Optional.of(
            new Missing(
                address, "the PCI bus has a GPU at %s, but %s".formatted(address.text(), what)))
        : Optional.empty();
  }
}
