package io.kvlane.agent.ondemand;

import io.kvlane.agent.config.ConfigException;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Finds the node that somebody means: by {@code NAME=HOST[:PORT]}, by a name in {@code
 * kvlane.peers} or in Kubernetes, or by {@code HOST[:PORT]}.
 */
public final class PeerTarget {

  private static final String WHAT = "PEER";

  private final Settings settings;
  private final PeerNames names;
  private final Resolver resolver;

  /** Finds the address of a host. */
  interface Resolver {
    String address(String host) throws UnknownHostException;
  }

  /**
   * Looks nothing up yet.
   *
   * @param names asked for what {@code kvlane.peers} does not name
   */
  public PeerTarget(Settings settings, PeerNames names) {
    this(settings, names, host -> InetAddress.getByName(host).getHostAddress());
  }

  PeerTarget(Settings settings, PeerNames names, Resolver resolver) {
    this.settings = settings;
    this.names = names;
    this.resolver = resolver;
  }

  /**
   * The node that is meant, with its address. Of a node whose name nobody says, the address stands
   * for the name.
   *
   * @throws ConfigException saying in one line why there is no such node
   */
  public Peer find(String text) throws ConfigException {
    int port = settings.control().port();
    if (text.contains("=")) {
      return resolved(Peer.named(WHAT, text, port));
    }
    if (text.equals(settings.nodeName())) {
      throw new ConfigException(
          WHAT + ": " + text + " is this node: name another one; kvlane check transfers inside it");
    }
    Optional<Peer> known =
        settings.control().peers().stream().filter(peer -> peer.name().equals(text)).findFirst();
    if (known.isEmpty()) {
      known = names.find(text);
    }
    return known.isPresent() ? resolved(known.get()) : unnamed(Peer.addressed(WHAT, text, port));
  }

  private Peer resolved(Peer peer) throws ConfigException {
    try {
      return new Peer(peer.name(), resolver.address(peer.host()), peer.port());
    } catch (UnknownHostException e) {
      throw new ConfigException(
          "%s: the host of %s, '%s', has no address: give %s=HOST[:PORT]"
              .formatted(WHAT, peer.name(), peer.host(), peer.name()),
          e);
    }
  }

  private Peer unnamed(Peer peer) throws ConfigException {
    try {
      String address = resolver.address(peer.host());
      return new Peer(address, address, peer.port());
    } catch (UnknownHostException e) {
      throw new ConfigException(
          "%s: '%s' is neither a node in %s nor a host with an address: give NAME=HOST[:PORT]"
              .formatted(WHAT, peer.host(), list()),
          e);
    }
  }

  private String list() {
    return settings
        .peer()
        .service()
        .map(service -> "the service " + service.name())
        .orElse("kvlane.peers");
  }
}
