package io.kvlane.agent.config;

/**
 * The configuration is not acceptable. The message is one line that says which key and what to do.
 */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1;

  /** Says what is wrong. */
  public ConfigException(String message) {
    super(oneLine(message));
  }

  /** Says what is wrong, with the cause for those who debug. */
  public ConfigException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** A value that is quoted in a message may hold line breaks and worse. */
  private static String oneLine(String message) {
    return message.replaceAll("\\p{Cntrl}+", " ");
  }
}
