package io.kvlane.agent.peer;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Knows all connections to the control port from the moment they are accepted, and bounds their
 * number. A newcomer always gets in: when there are too many, one that holds no session gives way,
 * namely the oldest of the remote address that holds most. So whoever opens connections by the
 * thousand mostly displaces themselves. The one that gives way is forgotten at once, and to be
 * closed. One thread.
 *
 * @param <C> a connection
 */
final class ConnectionGate<C> {

  /** Connections in their handshake: as many as peers that come at the same moment, and more. */
  static final int MOST_IN_HANDSHAKE = 64;

  /** Connections that may speak and hold no session: a peer asks at once, and mostly hangs up. */
  static final int MOST_WITHOUT_SESSION = 16;

  private enum Stage {
    HANDSHAKE,
    WITHOUT_SESSION,
    SESSION
  }

  /** Where a connection comes from and how far it is. */
  private record Place(String address, Stage stage, boolean asks) {}

  /** In the order in which they were accepted. */
  private final Map<C, Place> connections = new LinkedHashMap<>();

  /**
   * Lets a connection in that has just been accepted.
   *
   * @param address remote address, without port
   * @return the one that has to give way
   */
  Optional<C> admit(C connection, String address) {
    connections.put(connection, new Place(address, Stage.HANDSHAKE, false));
    return givingWay(connection, Stage.HANDSHAKE, MOST_IN_HANDSHAKE);
  }

  /**
   * Takes note that a connection is through its handshake, or that it holds no session any more.
   *
   * @return the one that has to give way
   */
  Optional<C> withoutSession(C connection) {
    move(connection, Stage.WITHOUT_SESSION, false);
    return givingWay(connection, Stage.WITHOUT_SESSION, MOST_WITHOUT_SESSION);
  }

  /** Takes note that a connection waits for an answer: it gives way last. */
  void asks(C connection) {
    connections.computeIfPresent(
        connection, (_, place) -> new Place(place.address(), place.stage(), true));
  }

  /** Takes note that a connection holds a session: it does not give way. */
  void holdsSession(C connection) {
    move(connection, Stage.SESSION, false);
  }

  /** Takes note that a connection has ended. */
  void left(C connection) {
    connections.remove(connection);
  }

  /** Connections there are now. */
  int size() {
    return connections.size();
  }

  private void move(C connection, Stage stage, boolean asks) {
    connections.computeIfPresent(connection, (_, place) -> new Place(place.address(), stage, asks));
  }

  private Optional<C> givingWay(C newcomer, Stage stage, int most) {
    Map<String, Integer> held = new HashMap<>();
    int all = 0;
    for (Place place : connections.values()) {
      if (place.stage() == stage) {
        held.merge(place.address(), 1, Integer::sum);
        all++;
      }
    }
    if (all <= most) {
      return Optional.empty();
    }
    // Of equals the first is taken, which is the oldest.
    Optional<C> givesWay =
        connections.entrySet().stream()
            .filter(other -> other.getValue().stage() == stage && !other.getKey().equals(newcomer))
            .min(
                Comparator.comparing((Map.Entry<C, Place> other) -> other.getValue().asks())
                    .thenComparing(
                        other -> held.getOrDefault(other.getValue().address(), 0),
                        Comparator.reverseOrder()))
            .map(Map.Entry::getKey);
    givesWay.ifPresent(connections::remove);
    return givesWay;
  }
}
