package io.kvlane.agent.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * One client of Kubernetes that lists objects of one kind and watches them from then on, until it
 * is closed. It lists anew when Kubernetes says that a watch is too old, connects anew whenever a
 * connection ends, and waits longer after each failure.
 *
 * @param <T> the kind
 */
final class KindWatch<T extends HasMetadata> implements AutoCloseable {

  private final KubernetesClient client;
  private final SharedIndexInformer<T> informer;

  /** Hears of the watch, on any thread, and must return at once. */
  interface Listener {

    /** An object came, changed or went; those of a list are all there when the first is told. */
    void changed();

    /** A watch was opened, so what the store holds is true. */
    void watching();

    /** A request did not succeed. */
    void failed(ApiProblem problem);

    /** The client gave up something for a reason that no request has shown. */
    void gaveUp(Throwable cause);
  }

  /**
   * Begins.
   *
   * @param wanted what to watch
   * @param config where Kubernetes is, and how long to wait between tries
   * @param executor runs what the client does apart from the network
   */
  KindWatch(Wanted<T> wanted, Config config, Vertx vertx, Executor executor, Listener listener) {
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new VertxHttpClientFactory(vertx))
            .withHttpClientBuilderConsumer(builder ->
                builder.addOrReplaceInterceptor(
                    "kvlane", new ApiExchanges(wanted.kind(), listener)))
            .withKubernetesSerialization(serialization(wanted.type()))
            .withTaskExecutor(executor)
            .build();
    informer = wanted.selection().apply(client).runnableInformer(0);
    informer
        .itemStore(wanted.store())
        .addEventHandler(new Signal<>(listener))
        .exceptionHandler((_, cause) -> {
          listener.gaveUp(cause);
          return true;
        });
    informer.start();
  }

  /** Knows the two types that are needed, instead of loading the thousands that there are. */
  private static KubernetesSerialization serialization(Class<? extends HasMetadata> type) {
    KubernetesSerialization serialization = new KubernetesSerialization(new ObjectMapper(), false);
    serialization.registerKubernetesResource(type);
    serialization.registerKubernetesResource(Status.class);
    return serialization;
  }

  @Override
  public void close() {
    informer.stop();
    client.close();
  }

  /** Says that something has changed; what, the store knows. */
  private record Signal<T>(Listener listener) implements ResourceEventHandler<T> {

    @Override
    public void onAdd(T object) {
      listener.changed();
    }

    @Override
    public void onUpdate(T before, T object) {
      listener.changed();
    }

    @Override
    public void onDelete(T object, boolean isStateUnknown) {
      listener.changed();
    }
  }
}
