package io.kvlane.agent.discovery;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.kvlane.agent.kubernetes.TrimmedStore;
import java.util.List;

/** What the informer remembers of the slices: the endpoints. Safe for every thread. */
final class SliceStore extends TrimmedStore<EndpointSlice, List<NodeEndpoint>> {

  /** Three for each node: dual-stack, and some are ending. */
  private static final int MOST_ENDPOINTS = 3 * Membership.MOST_NODES;

  SliceStore(SliceReader reader) {
    this(reader, MOST_ENDPOINTS);
  }

  /**
   * @param mostEndpoints a slice that would exceed it is remembered without endpoints
   */
  SliceStore(SliceReader reader, int mostEndpoints) {
    super(EndpointSlice::new, reader::read, List::size, List.of(), mostEndpoints);
  }

  /** All endpoints that are known. */
  List<NodeEndpoint> endpoints() {
    return kept().stream().flatMap(List::stream).toList();
  }
}
