package io.kvlane.exporters.kubernetes;

import java.util.ArrayList;
import java.util.List;

/** What publishers say. */
final class Lines implements PublisherLog {

  final List<String> all = new ArrayList<>();

  @Override
  public void warn(String line) {
    all.add("WARN " + line);
  }

  @Override
  public void info(String line) {
    all.add("INFO " + line);
  }
}
