package io.kvlane.exporters.kubernetes;

/** Where publishers say, in a line, what an operator should know. */
public interface PublisherLog {

  /** Something does not work; the line says what to do. */
  void warn(String line);

  /** Something works again, or was done. */
  void info(String line);
}
