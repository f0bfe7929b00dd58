package io.kvlane.probes.host;

import io.kvlane.core.pci.Acs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Reads access control services from a bridge's {@code config} file
 * (Documentation/PCI/sysfs-pci.rst; layout and names as in {@code linux/pci_regs.h}). They are an
 * extended capability, and beyond the first 64 bytes the kernel gives configuration space to {@code
 * CAP_SYS_ADMIN} only.
 *
 * <p>Each read is an access to the device, so nothing is read but the headers on the way and the
 * register.
 */
final class AcsCapability {

  /** PCI_CFG_SPACE_SIZE: where extended capabilities begin. */
  private static final int FIRST = 0x100;

  /** PCI_CFG_SPACE_EXP_SIZE. A capability has 8 bytes at least, so there are no more than that. */
  private static final int MOST_CAPABILITIES = (0x1000 - FIRST) / 8;

  /** PCI_EXT_CAP_ID_ACS. */
  private static final int ID = 0x0d;

  /** PCI_ACS_CAP and, in the upper half, PCI_ACS_CTRL. */
  private static final int REGISTERS = 0x04;

  private static final int CONTROL_SHIFT = 16;

  /** PCI_ACS_RR and PCI_ACS_CR. */
  private static final int REDIRECTS = 0x0004 | 0x0008;

  /** What a function that has fallen off the bus reads as. */
  private static final long GONE = 0xffffffffL;

  private AcsCapability() {}

  /** Configuration space of a function. */
  @FunctionalInterface
  interface ConfigSpace {

    /**
     * Four bytes.
     *
     * @param offset a multiple of 4, below 4096
     * @return empty where nothing is shown
     * @throws IOException when it cannot be read
     */
    OptionalLong word(int offset) throws IOException;
  }

  /** Reads a file. */
  static Acs read(Path config) {
    try (SeekableByteChannel file = Files.newByteChannel(config)) {
      return find(offset -> word(file, offset));
    } catch (IOException unreadable) {
      return Acs.UNKNOWN;
    }
  }

  /** Walks the list of extended capabilities. */
  static Acs find(ConfigSpace space) throws IOException {
    int offset = FIRST;
    for (int i = 0; i < MOST_CAPABILITIES; i++) {
      OptionalLong header = space.word(offset);
      if (header.isEmpty() || header.getAsLong() == GONE) {
        return Acs.UNKNOWN;
      }
      if ((header.getAsLong() & 0xffff) == ID) {
        return of(space.word(offset + REGISTERS));
      }
      int next = (int) (header.getAsLong() >> 20) & 0xffc;
      if (next == 0) {
        return Acs.DIRECT;
      }
      if (next < FIRST) {
        return Acs.UNKNOWN;
      }
      offset = next;
    }
    return Acs.UNKNOWN;
  }

  private static Acs of(OptionalLong registers) {
    if (registers.isEmpty() || registers.getAsLong() == GONE) {
      return Acs.UNKNOWN;
    }
    boolean redirects = ((registers.getAsLong() >> CONTROL_SHIFT) & REDIRECTS) != 0;
    return redirects ? Acs.REDIRECTS : Acs.DIRECT;
  }

  private static OptionalLong word(SeekableByteChannel file, int offset) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.position(offset);
    while (word.hasRemaining()) {
      if (file.read(word) < 0) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(Integer.toUnsignedLong(word.getInt(0)));
  }
}
