package io.kvlane.core.pci;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address of a function on the PCI bus.
 *
 * @param domain 0 to 0xffffffff; beyond 0xffff only behind controllers such as VMD
 * @param bus 0 to 0xff
 * @param device 0 to 0x1f
 * @param function 0 to 7
 */
public record PciAddress(long domain, int bus, int device, int function)
    implements Comparable<PciAddress> {

  private static final Pattern TEXT =
      Pattern.compile("([0-9a-fA-F]{4,8}):([0-9a-fA-F]{2}):([01][0-9a-fA-F])\\.([0-7])");
  private static final Comparator<PciAddress> ORDER =
      Comparator.comparingLong(PciAddress::domain)
          .thenComparingInt(PciAddress::bus)
          .thenComparingInt(PciAddress::device)
          .thenComparingInt(PciAddress::function);

  /**
   * Reads an address as Linux ({@code 0000:18:00.0}) or NVML ({@code 00000000:18:00.0}) writes it.
   *
   * @return empty for anything else
   */
  public static Optional<PciAddress> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new PciAddress(
            Long.parseLong(matcher.group(1), 16),
            Integer.parseInt(matcher.group(2), 16),
            Integer.parseInt(matcher.group(3), 16),
            Integer.parseInt(matcher.group(4))));
  }

  /** The address as Linux writes it. */
  public String text() {
    return "%04x:%02x:%02x.%d".formatted(domain, bus, device, function);
  }

  /** Where the card sits, which all its functions share: {@code 0000:18:00}. */
  public String slot() {
    return "%04x:%02x:%02x".formatted(domain, bus, device);
  }

  @Override
  public int compareTo(PciAddress other) {
    return ORDER.compare(this, other);
  }
}
