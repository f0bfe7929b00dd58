package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an informer remembers of its objects: of each what kvlane needs, small, and of the rest only
 * what the informer needs itself, names and versions. Objects as Kubernetes writes them take ten
 * times the memory, of which the agent of a large cluster does not have enough.
 *
 * <p>Safe for every thread: the informer writes, and others read.
 *
 * @param <T> the kind of object
 * @param <V> what is kept of one
 */
public class TrimmedStore<T extends HasMetadata, V> implements ItemStore<T> {

  private final Supplier<T> blank;
  private final Function<T, V> reader;
  private final ToIntFunction<V> size;
  private final V nothing;
  private final int most;
  private final Map<String, Kept<V>> objects = new HashMap<>();
  private int total;

  private record Kept<V>(String namespace, String name, String version, V value, boolean isWhole) {}

  /**
   * An empty store.
   *
   * @param blank makes an object without anything in it
   * @param reader what to keep of an object
   * @param size how large that is, in units of the caller's choice
   * @param nothing what to keep where all of it would be too much
   * @param most how large all may be together; an object that would exceed it is remembered with
   *     {@code nothing}
   */
  public TrimmedStore(
      Supplier<T> blank, Function<T, V> reader, ToIntFunction<V> size, V nothing, int most) {
    this.blank = blank;
    this.reader = reader;
    this.size = size;
    this.nothing = nothing;
    this.most = most;
  }

  /** What is kept of all objects. */
  public final synchronized List<V> kept() {
    return objects.values().stream().map(Kept::value).toList();
  }

  /** Whether of no object anything had to be left out. */
  public final synchronized boolean isWhole() {
    return objects.values().stream().allMatch(Kept::isWhole);
  }

  @Override
  public final String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public final synchronized @Nullable T put(String key, T object) {
    T before = remove(key);
    V value = reader.apply(object);
    boolean fits = total + size.applyAsInt(value) <= most;
    ObjectMeta metadata = object.getMetadata();
    objects.put(
        key,
        new Kept<>(
            metadata.getNamespace(),
            metadata.getName(),
            metadata.getResourceVersion(),
            fits ? value : nothing,
            fits));
    total += fits ? size.applyAsInt(value) : 0;
    return before;
  }

  private T rest(Kept<V> kept) {
    T rest = blank.get();
    rest.setMetadata(
        new ObjectMetaBuilder()
            .withName(kept.name())
            .withNamespace(kept.namespace())
            .withResourceVersion(kept.version())
            .build());
    return rest;
  }

  @Override
  public final synchronized @Nullable T remove(String key) {
    Kept<V> removed = objects.remove(key);
    if (removed == null) {
      return null;
    }
    total -= removed.isWhole() ? size.applyAsInt(removed.value()) : 0;
    return rest(removed);
  }

  @Override
  public final synchronized Stream<String> keySet() {
    return List.copyOf(objects.keySet()).stream();
  }

  @Override
  public final synchronized Stream<T> values() {
    return objects.values().stream().map(this::rest).toList().stream();
  }

  @Override
  public final synchronized int size() {
    return objects.size();
  }

  @Override
  public final synchronized @Nullable T get(String key) {
    Kept<V> kept = objects.get(key);
    return kept == null ? null : rest(kept);
  }
}
