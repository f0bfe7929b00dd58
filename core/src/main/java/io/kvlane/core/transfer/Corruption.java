package io.kvlane.core.transfer;

/**
 * The first place where a payload differs from what was sent.
 *
 * @param descriptor number of the first wrong descriptor, in posting order, from 0
 * @param offset byte offset within the descriptor
 * @param expected the byte that was sent, 0 to 255
 * @param actual the byte that was found, 0 to 255
 */
public record Corruption(int descriptor, long offset, int expected, int actual) {

  /** The corruption in words. */
  public String text() {
    return "descriptor %d differs at byte %d: expected 0x%02x, found 0x%02x"
        .formatted(descriptor, offset, expected, actual);
  }
}
