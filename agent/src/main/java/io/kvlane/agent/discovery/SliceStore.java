package io.kvlane.agent.discovery;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the informer remembers of the slices: the endpoints, small, and of the rest only what it
 * needs itself, names and versions. Slices as Kubernetes writes them take ten times the memory, of
 * which the agent of a large cluster does not have enough.
 *
 * <p>Safe for every thread: the informer writes, and others read.
 */
final class SliceStore implements ItemStore<EndpointSlice> {

  /** Three for each node: dual-stack, and some are ending. */
  private static final int MOST_ENDPOINTS = 3 * Membership.MOST_NODES;

  private final SliceReader reader;
  private final int mostEndpoints;
  private final Map<String, Remembered> slices = new HashMap<>();
  private int size;

  private record Remembered(EndpointSlice rest, List<NodeEndpoint> endpoints, boolean isWhole) {}

  SliceStore(SliceReader reader) {
    this(reader, MOST_ENDPOINTS);
  }

  /**
   * @param mostEndpoints a slice that would exceed it is remembered without endpoints
   */
  SliceStore(SliceReader reader, int mostEndpoints) {
    this.reader = reader;
    this.mostEndpoints = mostEndpoints;
  }

  /** All endpoints that are known. */
  synchronized List<NodeEndpoint> endpoints() {
    return slices.values().stream().flatMap(slice -> slice.endpoints().stream()).toList();
  }

  /** Whether no slice's endpoints had to be left out. */
  synchronized boolean isWhole() {
    return slices.values().stream().allMatch(Remembered::isWhole);
  }

  @Override
  public String getKey(EndpointSlice slice) {
    return Cache.metaNamespaceKeyFunc(slice);
  }

  @Override
  public synchronized @Nullable EndpointSlice put(String key, EndpointSlice slice) {
    EndpointSlice before = remove(key);
    List<NodeEndpoint> endpoints = reader.read(slice);
    boolean fits = size + endpoints.size() <= mostEndpoints;
    slices.put(key, new Remembered(rest(slice), fits ? endpoints : List.of(), fits));
    size += fits ? endpoints.size() : 0;
    return before;
  }

  private static EndpointSlice rest(EndpointSlice slice) {
    EndpointSlice rest = new EndpointSlice();
    rest.setMetadata(
        new ObjectMetaBuilder()
            .withName(slice.getMetadata().getName())
            .withNamespace(slice.getMetadata().getNamespace())
            .withResourceVersion(slice.getMetadata().getResourceVersion())
            .build());
    return rest;
  }

  @Override
  public synchronized @Nullable EndpointSlice remove(String key) {
    Remembered removed = slices.remove(key);
    size -= removed == null ? 0 : removed.endpoints().size();
    return removed == null ? null : removed.rest();
  }

  @Override
  public synchronized Stream<String> keySet() {
    return List.copyOf(slices.keySet()).stream();
  }

  @Override
  public synchronized Stream<EndpointSlice> values() {
    return slices.values().stream().map(Remembered::rest).toList().stream();
  }

  @Override
  public synchronized int size() {
    return slices.size();
  }

  @Override
  public synchronized @Nullable EndpointSlice get(String key) {
    Remembered slice = slices.get(key);
    return slice == null ? null : slice.rest();
  }
}
