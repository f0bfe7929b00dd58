package io.kvlane.probes.protocol;

/**
 * Lines by which a probe process marks in its own output where a session begins and ends, so that
 * the agent finds what UCX wrote about it in between.
 *
 * @param begin the line before
 * @param end the line after
 */
public record SessionMark(String begin, String end) {

  private static final String PREFIX = "kvlane session ";

  /** The marks of a session, told apart by the seed of its layout. */
  public static SessionMark of(long layoutSeed) {
    String session = PREFIX + Long.toHexString(layoutSeed);
    return new SessionMark(session + " begins", session + " ends");
  }

  /** Whether a line is a mark of any session. */
  public static boolean isMark(String line) {
    return line.startsWith(PREFIX);
  }
}
