package io.kvlane.agent.page;

/** Marks: a sign and a word, so that none is told by its colour alone. */
final class Marks {

  private Marks() {}

  static Html good(String word) {
    return mark("good", "✓", word);
  }

  static Html bad(String word) {
    return mark("bad", "✕", word);
  }

  static Html warn(String word) {
    return mark("warn", "!", word);
  }

  static Html plain(String word) {
    return mark("plain", "–", word);
  }

  /** The path of a run. */
  static Html path(String pathClass, boolean fallback) {
    if (fallback) {
      return bad(pathClass + " (fallback)");
    }
    return switch (pathClass) {
      case "gpudirect-rdma", "host-rdma", "host-staged-rdma" -> good(pathClass);
      case "unknown" -> warn(pathClass);
      default -> plain(pathClass);
    };
  }

  /** How urgent a finding is. */
  static Html severity(String severity) {
    return switch (severity) {
      case "critical" -> bad(severity);
      case "warning" -> warn(severity);
      default -> plain(severity);
    };
  }

  /** Something that is there, is not, or is not known. */
  static Html support(String word) {
    return switch (word) {
      case "yes" -> good(word);
      case "no" -> bad(word);
      default -> warn(word);
    };
  }

  private static Html mark(String tone, String sign, String word) {
    return new Html()
        .open("span", "class", "mark " + tone)
        .element("span", sign, "aria-hidden", "true")
        .text(" " + word)
        .close("span");
  }
}
