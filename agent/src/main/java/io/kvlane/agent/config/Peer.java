package io.kvlane.agent.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Another node to transfer with.
 *
 * @param name name of the node, which its metrics carry
 * @param host name or address where its agent listens
 * @param port port where its agent listens
 */
public record Peer(String name, String host, int port) {

  /** A host name, an IPv4 or a bracketed IPv6 address, and a port. */
  private static final String ADDRESS = "([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(?::(\\d{1,5}))?";

  private static final Pattern ADDRESSED = Pattern.compile(ADDRESS);

  /** A name of a Kubernetes node, and where it is. */
  private static final Pattern NAMED = Pattern.compile("([a-z0-9][a-z0-9.-]{0,252})=" + ADDRESS);

  /**
   * Reads {@code NAME=HOST} or {@code NAME=HOST:PORT}.
   *
   * @param what what the text is, for messages
   * @param defaultPort port where the text names none
   */
  public static Peer named(String what, String text, int defaultPort) throws ConfigException {
    Matcher peer = NAMED.matcher(text);
    if (!peer.matches()) {
      throw new ConfigException(
          what + ": '" + text + "' is not NAME=HOST or NAME=HOST:PORT, such as node-2=10.0.0.2");
    }
    return of(what, peer.group(1), peer.group(2), peer.group(3), defaultPort);
  }

  /**
   * Reads {@code HOST} or {@code HOST:PORT} of a node whose name nobody says: its host stands for
   * it.
   *
   * @param what what the text is, for messages
   * @param defaultPort port where the text names none
   */
  public static Peer addressed(String what, String text, int defaultPort) throws ConfigException {
    Matcher peer = ADDRESSED.matcher(text);
    if (!peer.matches()) {
      throw new ConfigException(
          what
              + ": '"
              + text
              + "' is neither a name nor HOST or HOST:PORT, such as 10.0.0.2 or [fd00::2]:9978");
    }
    return of(what, unbracketed(peer.group(1)), peer.group(1), peer.group(2), defaultPort);
  }

  private static Peer of(
      String what, String name, String host, @Nullable String port, int defaultPort)
      throws ConfigException {
    return new Peer(
        name,
        unbracketed(host),
        port == null
            ? defaultPort
            : SettingsCheck.port(what + ": the port of " + name, Integer.parseInt(port)));
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
