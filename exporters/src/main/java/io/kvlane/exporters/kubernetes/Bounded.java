package io.kvlane.exporters.kubernetes;

/** Texts of a length that Kubernetes takes. */
final class Bounded {

  private Bounded() {}

  /** The text in one line, cut where it is longer than that many characters. */
  static String line(String text, int most) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}
