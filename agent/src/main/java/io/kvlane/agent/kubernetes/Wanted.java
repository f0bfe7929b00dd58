package io.kvlane.agent.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.function.Function;

/**
 * What to watch.
 *
 * @param <T> the kind of object
 * @param kind the kind in words
 * @param type its class
 * @param selection which objects, in how large parts of a list
 * @param store filled with what is found, from any thread
 */
public record Wanted<T extends HasMetadata>(
    WatchedKind kind,
    Class<T> type,
    Function<KubernetesClient, Informable<T>> selection,
    ItemStore<T> store) {}
