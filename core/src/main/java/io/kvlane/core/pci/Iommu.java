package io.kvlane.core.pci;

import io.kvlane.core.transfer.Labelled;

/**
 * What an IOMMU does with the addresses that a device uses (Linux,
 * Documentation/ABI/testing/sysfs-kernel-iommu_groups: {@code type}).
 */
public enum Iommu implements Labelled {
  /** The device is in no group: no IOMMU is in the way. */
  OFF("off"),

  /** Addresses pass through as they are ({@code identity}). */
  PASSTHROUGH("passthrough"),

  /** Addresses are translated ({@code DMA}, {@code DMA-FQ}). */
  TRANSLATES("translates"),

  /** Not read, or a type that kvlane does not know. */
  UNKNOWN("unknown");

  private final String label;

  Iommu(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
