package io.kvlane.probes.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.pci.Acs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcsCapabilityTest {

  private static final int SIZE = 4096;
  private static final int AER = 0x0001;
  private static final int ACS = 0x000d;

  @TempDir private Path directory;

  /**
   * A list of two: error reporting at 0x100, and access control at 0x148 with this control word.
   */
  private static byte[] config(int control) {
    ByteBuffer config = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    config.putInt(0x100, header(AER, 0x148));
    config.putInt(0x148, header(ACS, 0));
    config.putShort(0x14c, (short) 0x005f);
    config.putShort(0x14e, (short) control);
    return config.array();
  }

  private static int header(int id, int next) {
    return id | 1 << 16 | next << 20;
  }

  private Acs read(byte[] config) throws IOException {
    return AcsCapability.read(Files.write(directory.resolve("config"), config));
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000, DIRECT",
    // Source validation, translation blocking, upstream forwarding: none of them redirects.
    "0x0013, DIRECT",
    "0x0004, REDIRECTS",
    "0x0008, REDIRECTS",
    // What Linux sets where an IOMMU isolates: SV, RR, CR, UF.
    "0x001d, REDIRECTS"
  })
  void shouldTellWhetherPeerToPeerIsRedirected(String control, Acs expected) throws IOException {
    assertThat(read(config(Integer.decode(control)))).isEqualTo(expected);
  }

  @Test
  void shouldTakeABridgeWithoutExtendedCapabilitiesForDirect() throws IOException {
    assertThat(read(new byte[SIZE])).isEqualTo(Acs.DIRECT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 64, 256, 258, 0x148, 0x14c, 0x14f})
  void shouldNotKnowWhatIsNotShown(int shownBytes) throws IOException {
    assertThat(read(Arrays.copyOf(config(0), shownBytes))).isEqualTo(Acs.UNKNOWN);
  }

  @Test
  void shouldNotKnowABridgeThatHasFallenOffTheBus() throws IOException {
    byte[] gone = new byte[SIZE];
    Arrays.fill(gone, (byte) 0xff);

    assertThat(read(gone)).isEqualTo(Acs.UNKNOWN);
  }

  @Test
  void shouldNotBelieveARegisterOfABridgeThatFellOffTheBusMeanwhile() throws IOException {
    assertThat(
            AcsCapability.find(
                offset -> OptionalLong.of(offset == 0x100 ? header(ACS, 0) : 0xffffffffL)))
        .isEqualTo(Acs.UNKNOWN);
  }

  @Test
  void shouldLeaveAListThatRunsInACircle() throws IOException {
    assertThat(AcsCapability.find(offset -> OptionalLong.of(header(AER, 0x100))))
        .isEqualTo(Acs.UNKNOWN);
  }

  @Test
  void shouldLeaveAListThatRunsOutOfItsSpace() throws IOException {
    assertThat(AcsCapability.find(offset -> OptionalLong.of(header(AER, 0x040))))
        .isEqualTo(Acs.UNKNOWN);
  }

  @Test
  void shouldNotKnowABridgeWithoutFile() {
    assertThat(AcsCapability.read(directory.resolve("config"))).isEqualTo(Acs.UNKNOWN);
    assertThat(AcsCapability.read(directory)).isEqualTo(Acs.UNKNOWN);
  }
}
