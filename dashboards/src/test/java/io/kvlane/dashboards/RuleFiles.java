package io.kvlane.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The rules that are shipped. */
final class RuleFiles {

  private RuleFiles() {}

  static RuleFile source() {
    try {
      return RuleFile.parse(Files.readString(RulesTest.RULES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
