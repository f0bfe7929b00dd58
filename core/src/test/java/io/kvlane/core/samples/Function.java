package io.kvlane.core.samples;

import io.kvlane.core.pci.Acs;
import io.kvlane.core.pci.Iommu;
import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciDevice;
import io.kvlane.core.pci.PciLink;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Builds a function on the PCI bus that is as it should be but for what a test says. */
public final class Function {

  /** Generation 5 with all lanes. */
  public static final PciLink FULL = new PciLink(32, 16);

  private final String address;
  private final PciDevice.Ids ids;
  private Optional<String> driver;
  private OptionalInt numaNode = OptionalInt.of(0);
  private Optional<PciLink> link = Optional.of(FULL);
  private Optional<PciLink> maxLink = Optional.of(FULL);
  private Optional<String> hostBridge = Optional.of("pci0000:00");
  private List<PciAddress> bridges = List.of();
  private Acs acs = Acs.DIRECT;
  private Iommu iommu = Iommu.OFF;

  private Function(String address, int vendor, int device, int classCode, String driver) {
    this.address = address;
    this.ids = new PciDevice.Ids(vendor, device, classCode);
    this.driver = Optional.of(driver);
  }

  public static Function gpu(String address) {
    return new Function(address, 0x10de, 0x2330, 0x030200, "nvidia");
  }

  public static Function nic(String address) {
    return new Function(address, 0x15b3, 0x1021, 0x020700, "mlx5_core");
  }

  public static Function bridge(String address) {
    return new Function(address, 0x1000, 0xc030, 0x060400, "pcieport");
  }

  /** Where it is, with the bridges above it from the top. */
  public Function below(String host, String... above) {
    hostBridge = Optional.of(host);
    bridges = Arrays.stream(above).map(text -> PciAddress.parse(text).orElseThrow()).toList();
    return this;
  }

  public Function withoutPath() {
    hostBridge = Optional.empty();
    return this;
  }

  public Function numaNode(OptionalInt node) {
    numaNode = node;
    return this;
  }

  public Function link(PciLink now, PciLink max) {
    link = Optional.of(now);
    maxLink = Optional.of(max);
    return this;
  }

  public Function link(Optional<PciLink> now, Optional<PciLink> max) {
    link = now;
    maxLink = max;
    return this;
  }

  public Function driver(Optional<String> name) {
    driver = name;
    return this;
  }

  public Function acs(Acs services) {
    acs = services;
    return this;
  }

  public Function iommu(Iommu mode) {
    iommu = mode;
    return this;
  }

  public PciDevice build() {
    return new PciDevice(
        PciAddress.parse(address).orElseThrow(),
        Optional.of(ids),
        driver,
        numaNode,
        link,
        maxLink,
        hostBridge,
        bridges,
        acs,
        iommu);
  }
}
