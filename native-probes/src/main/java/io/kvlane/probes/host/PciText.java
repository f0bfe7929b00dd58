package io.kvlane.probes.host;

import io.kvlane.core.pci.PciLink;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses what sysfs prints for a function on the PCI bus. */
final class PciText {

  /** {@code pci_speed_string} in {@code drivers/pci/probe.c}; older kernels leave out the rest. */
  private static final Pattern SPEED =
      Pattern.compile("(2\\.5|5|8|16|32|64|128)(?:\\.0)? GT/s(?: PCIe)?");

  /** Widths of the PCI Express Base Specification. A link that is down shows 0, 63 or 255. */
  private static final Set<String> WIDTHS = Set.of("1", "2", "4", "8", "12", "16", "32");

  private static final int HEXADECIMAL = 16;

  private PciText() {}

  /**
   * A link from two attributes, such as {@code 32.0 GT/s PCIe} and {@code 16}.
   *
   * @return empty unless both say something, which {@code Unknown} does not
   */
  static Optional<PciLink> link(String speed, String width) {
    Matcher matcher = SPEED.matcher(speed);
    return matcher.matches() && WIDTHS.contains(width)
        ? Optional.of(new PciLink(Double.parseDouble(matcher.group(1)), Integer.parseInt(width)))
        : Optional.empty();
  }

  /**
   * An identifier such as {@code 0x10de}.
   *
   * @param digits how many hexadecimal digits it has, at most 7
   */
  static OptionalInt identifier(String text, int digits) {
    return text.matches("0x[0-9a-f]{" + digits + "}")
        ? OptionalInt.of(Integer.parseInt(text.substring(2), HEXADECIMAL))
        : OptionalInt.empty();
  }
}
