package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.pci.PciAddress;
import io.kvlane.core.pci.PciLink;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PciTextTest {

  @ParameterizedTest
  @CsvSource({
    "32.0 GT/s PCIe, 16, 32, 16",
    "2.5 GT/s PCIe, 1, 2.5, 1",
    "8.0 GT/s, 8, 8, 8",
    "8 GT/s, 4, 8, 4",
    "64.0 GT/s PCIe, 32, 64, 32"
  })
  void shouldReadALink(String speed, String width, double gigatransfers, int lanes) {
    assertThat(PciText.link(speed, width)).contains(new PciLink(gigatransfers, lanes));
  }

  @ParameterizedTest
  @CsvSource({
    "Unknown, 16",
    "Unknown speed, 16",
    "32.0 GT/s PCIe, 0",
    "32.0 GT/s PCIe, 255",
    // All bits set, as of a card that has fallen off the bus.
    "32.0 GT/s PCIe, 63",
    "32.0 GT/s PCIe, 3",
    "32.0 GT/s PCIe, ''",
    "32.0 GT/s PC, 16",
    "3, 16",
    "32.0, 16",
    "33.0 GT/s PCIe, 16",
    "'', ''"
  })
  void shouldNotMakeUpALink(String speed, String width) {
    assertThat(PciText.link(speed, width)).isEmpty();
  }

  @Test
  void shouldReadAnIdentifier() {
    assertThat(PciText.identifier("0x10de", 4)).isEqualTo(OptionalInt.of(0x10de));
    assertThat(PciText.identifier("0x030200", 6)).isEqualTo(OptionalInt.of(0x030200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10de", "0x10d", "0x10dex", "0x10DE", "-0x10d", "0x10de0"})
  void shouldTellWhatIsNoIdentifier(String text) {
    assertThat(PciText.identifier(text, 4)).isEmpty();
  }

  @Test
  void shouldReadThePathOfAFunction() {
    assertThat(path("/sys/devices/pci0000:15/0000:15:01.0/0000:16:00.0/0000:18:00.0"))
        .contains(new PciPath("pci0000:15", addresses("0000:15:01.0", "0000:16:00.0")));
    assertThat(path("/sys/devices/pci0000:00/0000:00:03.0"))
        .contains(new PciPath("pci0000:00", List.of()));
  }

  @Test
  void shouldTakeTheHostBridgeThatIsNearest() {
    assertThat(path("/sys/devices/pci0000:00/0000:00:0e.0/pci10000:e0/10000:e0:06.0/10000:e1:00.0"))
        .contains(new PciPath("pci10000:e0", addresses("10000:e0:06.0")));
    assertThat(
            path("/sys/devices/LNXSYSTM:00/ACPI0004:00/VMBUS:00/4750-01/pci0001:00/0001:00:00.0"))
        .contains(new PciPath("pci0001:00", List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/0000:18:00.0",
        "/sys/bus/pci/devices/0000:18:00.0",
        "/sys/devices/0000:15:01.0/0000:18:00.0",
        "/sys/devices/pci0000:15/bridge/0000:18:00.0"
      })
  void shouldNotMakeUpAPath(String directory) {
    assertThat(path(directory)).isEmpty();
  }

  private static Optional<PciPath> path(String directory) {
    return PciPath.parse(Path.of(directory));
  }

  private static List<PciAddress> addresses(String... texts) {
    return List.of(texts).stream().map(text -> PciAddress.parse(text).orElseThrow()).toList();
  }
}
