package io.kvlane.core.gpu;

import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciLink;
import io.kvlane.core.transfer.Labelled;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A GPU as NVML shows it.
 *
 * @param index index that NVML gives it, from 0
 * @param problem why it cannot be asked, null when it can; what was read before stays
 * @param lost whether the driver has lost it ({@code NVML_ERROR_GPU_IS_LOST})
 * @param uuid identity that stays, such as {@code GPU-…}
 * @param address where it is on the PCI bus
 * @param model what the vendor calls it
 * @param memoryBytes memory it has
 * @param bar1Bytes size of the window through which PCI devices reach its memory
 * @param bar1UsedBytes how much of that window is in use
 * @param link its PCI link as it is; an idle GPU may have turned its speed down
 * @param maxLink its PCI link as GPU and slot could have it
 * @param mig whether it is split into instances
 * @param nvLinksActive NVLinks that are up
 * @param nvLinks NVLinks that it has; empty for a model without
 */
public record Gpu(
    int index,
    @Nullable String problem,
    boolean lost,
    Optional<String> uuid,
    Optional<PciAddress> address,
    Optional<String> model,
    OptionalLong memoryBytes,
    OptionalLong bar1Bytes,
    OptionalLong bar1UsedBytes,
    Optional<PciLink> link,
    Optional<PciLink> maxLink,
    Mig mig,
    OptionalInt nvLinksActive,
    OptionalInt nvLinks) {

  /** Whether a GPU is split into instances (multi-instance GPU). */
  public enum Mig implements Labelled {
    /** It is. */
    ENABLED("enabled"),

    /** It could be, and is not. */
    DISABLED("disabled"),

    /** The model cannot be. */
    NOT_SUPPORTED("not_supported"),

    /** Nobody could ask. */
    UNKNOWN("unknown");

    private final String label;

    Mig(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /** What names it in findings and metrics: its UUID, else its address, else its index. */
  public String name() {
    return uuid.or(() -> address.map(PciAddress::text)).orElse("gpu " + index);
  }
}
