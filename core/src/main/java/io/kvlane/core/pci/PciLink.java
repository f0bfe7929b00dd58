package io.kvlane.core.pci;

/**
 * Speed and width of a PCI Express link.
 *
 * @param gigatransfersPerSecond 2.5, 5, 8, 16, 32, 64 or 128
 * @param lanes 1 to 32
 */
public record PciLink(double gigatransfersPerSecond, int lanes) {

  /** Whether it carries less than another link would. */
  public boolean isBelow(PciLink other) {
    return gigatransfersPerSecond < other.gigatransfersPerSecond || lanes < other.lanes;
  }

  /** What this end and the other can have together: a link is as fast and as wide as both allow. */
  public PciLink common(PciLink other) {
    return new PciLink(
        Math.min(gigatransfersPerSecond, other.gigatransfersPerSecond),
        Math.min(lanes, other.lanes));
  }

  /** The speed as people write it: {@code 32 GT/s}. */
  public String speedText() {
    double speed = gigatransfersPerSecond;
    String number =
        speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed);
    return number + " GT/s";
  }

  /** As people write it: {@code 32 GT/s x16}. */
  public String text() {
    return speedText() + " x" + lanes;
  }
}
