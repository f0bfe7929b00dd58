package io.kvlane.agent.discovery;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.kvlane.agent.config.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an EndpointSlice (Kubernetes' API reference, {@code discovery.k8s.io/v1}).
 *
 * <p>Every endpoint with the name of a node and an address counts, ready or not: agents work out
 * from the membership who meets whom, so a pod whose readiness flaps would have all of them start
 * anew each time. An agent that does not answer is noticed by whoever meets it.
 */
final class SliceReader {

  /** Name of the port of the control channel in the Service. */
  static final String PORT = "control";

  private static final String IPV4 = "IPv4";

  /** A name of a node, which becomes a label of metrics, is a DNS subdomain (RFC 1123). */
  private static final Pattern NODE = Pattern.compile("[a-z0-9][a-z0-9.-]{0,252}");

  private final int otherwise;

  /**
   * @param otherwise port to use where a slice does not name one
   */
  SliceReader(int otherwise) {
    this.otherwise = otherwise;
  }

  /** The slice's endpoints that are on a node and can be reached. */
  List<NodeEndpoint> read(EndpointSlice slice) {
    int port = port(slice);
    List<NodeEndpoint> endpoints = new ArrayList<>();
    int place = 0;
    for (Endpoint endpoint : orNone(slice.getEndpoints())) {
      int at = place++;
      peer(endpoint, port).ifPresent(peer -> endpoints.add(endpoint(slice, endpoint, peer, at)));
    }
    return endpoints;
  }

  private static NodeEndpoint endpoint(
      EndpointSlice slice, Endpoint endpoint, Peer peer, int place) {
    EndpointConditions conditions =
        Optional.ofNullable(endpoint.getConditions()).orElseGet(EndpointConditions::new);
    return new NodeEndpoint(
        peer,
        // What is not said: the pod is ready, serves as it is ready, and is not terminating.
        is(conditions.getTerminating(), false),
        is(conditions.getServing(), is(conditions.getReady(), true)),
        IPV4.equals(slice.getAddressType()),
        Optional.ofNullable(slice.getMetadata().getCreationTimestamp()).orElse(""),
        slice.getMetadata().getName(),
        place);
  }

  private static Optional<Peer> peer(Endpoint endpoint, int port) {
    String node = endpoint.getNodeName();
    // Kubernetes: consumers use the first address, the others may be ignored.
    Optional<String> address =
        orNone(endpoint.getAddresses()).stream().findFirst().filter(text -> !text.isBlank());
    return node != null && NODE.matcher(node).matches()
        ? address.map(host -> new Peer(node, host, port))
        : Optional.empty();
  }

  private int port(EndpointSlice slice) {
    return orNone(slice.getPorts()).stream()
        .filter(port -> PORT.equals(port.getName()) && port.getPort() != null)
        .map(EndpointPort::getPort)
        .findFirst()
        .orElse(otherwise);
  }

  private static boolean is(@Nullable Boolean said, boolean unsaid) {
    return said == null ? unsaid : said;
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
