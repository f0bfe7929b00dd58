package io.kvlane.probes.libfabric;

import io.kvlane.core.library.FabricProviders.Offer;
import io.kvlane.probes.libc.NativeStruct;

/** An entry in libfabric's answer ({@code struct fi_info}), by its address. */
final class FabricInfo {

  private FabricInfo() {}

  /** Address of the next entry, 0 after the last. */
  static long next(long info) {
    return NativeStruct.pointerAt(info + FabricLayout.INFO_NEXT);
  }

  static Offer offer(long info) {
    return new Offer(
        text(info + FabricLayout.INFO_FABRIC_ATTR, FabricLayout.FABRIC_ATTR_PROV_NAME),
        text(info + FabricLayout.INFO_DOMAIN_ATTR, FabricLayout.DOMAIN_ATTR_NAME),
        endpointType(NativeStruct.pointerAt(info + FabricLayout.INFO_EP_ATTR)),
        FabricCapability.namesOf(NativeStruct.longAt(info + FabricLayout.INFO_CAPS)));
  }

  /**
   * Makes an empty entry ask for transfers out of GPU memory. Without that question some versions
   * of the EFA provider do not offer it, and what they offer depends on the modes of registration
   * that the caller can live with; these are what NIXL's plugin asks for.
   */
  static void askForDeviceMemory(long hints) {
    NativeStruct.putLongAt(
        hints + FabricLayout.INFO_CAPS,
        FabricCapability.FI_MSG.flag()
            | FabricCapability.FI_RMA.flag()
            | FabricCapability.FI_HMEM.flag());
    NativeStruct.putLongAt(hints + FabricLayout.INFO_MODE, -1);
    NativeStruct.putIntAt(
        NativeStruct.pointerAt(hints + FabricLayout.INFO_DOMAIN_ATTR)
            + FabricLayout.DOMAIN_ATTR_MR_MODE,
        FabricLayout.MR_LOCAL
            | FabricLayout.MR_VIRT_ADDR
            | FabricLayout.MR_ALLOCATED
            | FabricLayout.MR_PROV_KEY
            | FabricLayout.MR_HMEM);
  }

  private static String text(long attributesAt, int offset) {
    long attributes = NativeStruct.pointerAt(attributesAt);
    return attributes == 0
        ? ""
        : NativeStruct.textAt(
            NativeStruct.pointerAt(attributes + offset), FabricLayout.MOST_NAME_BYTES);
  }

  private static String endpointType(long attributes) {
    if (attributes == 0) {
      return "";
    }
    int type = NativeStruct.intAt(attributes + FabricLayout.EP_ATTR_TYPE);
    return switch (type) {
      case FabricLayout.EP_UNSPEC -> "FI_EP_UNSPEC";
      case FabricLayout.EP_MSG -> "FI_EP_MSG";
      case FabricLayout.EP_DGRAM -> "FI_EP_DGRAM";
      case FabricLayout.EP_RDM -> "FI_EP_RDM";
      default -> "endpoint type " + type;
    };
  }
}
