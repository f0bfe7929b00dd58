package io.kvlane.probes.host;

import static io.kvlane.probes.host.Witness.bytes;
import static io.kvlane.probes.host.Witness.link;
import static io.kvlane.probes.host.Witness.number;
import static io.kvlane.probes.host.Witness.text;

import io.kvlane.core.pci.Acs;
import io.kvlane.core.pci.Iommu;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciLink;
import io.kvlane.core.pci.PciTree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Holds what is said of the PCI bus against its files. */
final class PciWitness {

  private final Witness files;

  PciWitness(Witness files) {
    this.files = files;
  }

  void check(PciTree tree) {
    tree.functions().values().forEach(this::function);
  }

  private void function(PciDevice function) {
    if (function.hostBridge().isEmpty()) {
      files.check(
          function.ids().isEmpty() && function.link().isEmpty() && function.driver().isEmpty(),
          function);
      return;
    }
    Path directory = files.root().resolve("sys/devices").resolve(function.hostBridge().get());
    for (PciAddress bridge : function.bridges()) {
      directory = directory.resolve(bridge.text());
    }
    Path at = directory.resolve(function.address().text());
    function.link().ifPresent(link -> files.check(stands(link, at, "current"), function));
    function.maxLink().ifPresent(link -> files.check(stands(link, at, "max"), function));
    function.ids().ifPresent(ids -> files.check(stands(ids, at), function));
    String node = text(at, "numa_node");
    function
        .numaNode()
        .ifPresent(number ->
            files.check(
                Integer.toString(number).equals(number(at, "numa_node")) || node.equals("-1"),
                function));
    function
        .driver()
        .ifPresent(driver ->
            files.check(link(at, "driver").endsWith("/bus/pci/drivers/" + driver), function));
    files.check(
        function.acs() == Acs.UNKNOWN || bytes(at.resolve("config")).length >= 0x104, function);
    files.check(function.iommu() == Iommu.UNKNOWN || function.iommu() == iommu(at), function);
  }

  private static boolean stands(PciLink link, Path at, String kind) {
    String speed = text(at, kind + "_link_speed");
    return speed.startsWith(link.text().substring(0, link.text().indexOf(" GT/s")))
        && speed.contains(" GT/s")
        && text(at, kind + "_link_width").equals(Integer.toString(link.lanes()));
  }

  private static boolean stands(PciDevice.Ids ids, Path at) {
    return text(at, "vendor").equals("0x%04x".formatted(ids.vendor()))
        && text(at, "device").equals("0x%04x".formatted(ids.device()))
        && text(at, "class").equals("0x%06x".formatted(ids.classCode()));
  }

  private Iommu iommu(Path at) {
    String group = link(at, "iommu_group");
    if (group.matches(".*/kernel/iommu_groups/\\d+")) {
      String number = group.substring(group.lastIndexOf('/') + 1);
      return switch (files.text("sys/kernel/iommu_groups/" + number + "/type")) {
        case "identity" -> Iommu.PASSTHROUGH;
        case "DMA", "DMA-FQ" -> Iommu.TRANSLATES;
        default -> Iommu.UNKNOWN;
      };
    }
    Path groups = files.root().resolve("sys/kernel/iommu_groups");
    String[] names = groups.toFile().list();
    boolean none = names != null && Arrays.stream(names).noneMatch(name -> name.matches("\\d+"));
    boolean absent = !Arrays.asList(names(at)).contains("iommu_group");
    return none && absent && at.toFile().isDirectory() ? Iommu.OFF : Iommu.UNKNOWN;
  }

  private static String[] names(Path directory) {
    return Objects.requireNonNullElse(directory.toFile().list(), new String[0]);
  }
}
