package io.kvlane.probes.host;

import io.kvlane.core.pci.Iommu;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads what an IOMMU does with the addresses of a device, from {@code
 * /sys/kernel/iommu_groups/N/type} (Documentation/ABI/testing/sysfs-kernel-iommu_groups), to which
 * the device's {@code iommu_group} leads.
 */
final class IommuGroups {

  private static final String GROUPS = "sys/kernel/iommu_groups";

  private final HostRoot root;
  private final boolean none;

  private IommuGroups(HostRoot root, boolean none) {
    this.root = root;
    this.none = none;
  }

  static IommuGroups read(HostRoot root) {
    Optional<List<Path>> groups = HostRoot.listing(root.resolve(GROUPS));
    boolean none =
        groups.isPresent()
            && groups.get().stream().noneMatch(group -> isNumber(group.getFileName()));
    return new IommuGroups(root, none);
  }

  private static boolean isNumber(Path name) {
    return name.toString().matches("\\d+");
  }

  /**
   * What happens to a device's addresses. A device without group is out of the IOMMU's reach only
   * where the kernel says that there are no groups.
   *
   * @param device its directory
   */
  Iommu of(Path device) {
    Path link = device.resolve("iommu_group");
    if (HostRoot.isMissing(link)) {
      return none && Files.isDirectory(device) ? Iommu.OFF : Iommu.UNKNOWN;
    }
    return root.follow(link)
        .map(Path::getFileName)
        .filter(IommuGroups::isNumber)
        .flatMap(number -> HostRoot.text(root.resolve(GROUPS).resolve(number).resolve("type")))
        .map(IommuGroups::parse)
        .orElse(Iommu.UNKNOWN);
  }

  /** The type of a group; one that was taken for a virtual machine is none of ours. */
  static Iommu parse(String type) {
    return switch (type) {
      case "identity" -> Iommu.PASSTHROUGH;
      case "DMA", "DMA-FQ" -> Iommu.TRANSLATES;
      default -> Iommu.UNKNOWN;
    };
  }
}
