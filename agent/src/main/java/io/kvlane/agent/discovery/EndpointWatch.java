package io.kvlane.agent.discovery;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
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
 * One client of Kubernetes that lists the EndpointSlices of a Service and watches them from then
 * on, until it is closed. It lists anew when Kubernetes says that a watch is too old, connects anew
 * whenever a connection ends, and waits longer after each failure.
 */
final class EndpointWatch implements AutoCloseable {

  /** By which Kubernetes says which Service a slice belongs to. */
  static final String SERVICE_LABEL = "kubernetes.io/service-name";

  /**
   * Slices in an answer: with up to 100 endpoints each, about 1 MB of JSON. A cluster of 10,000
   * nodes would else be read at once, in ten times the memory that the agent has to spare.
   */
  private static final long SLICES_IN_AN_ANSWER = 20;

  private final KubernetesClient client;
  private final SharedIndexInformer<EndpointSlice> informer;

  /** Hears of the watch, on any thread, and must return at once. */
  interface Listener {

    /** A slice came, changed or went; those of a list are all there when the first is told. */
    void changed();

    /** A watch was opened, so what the store holds is true. */
    void watching();

    /** A request did not succeed. */
    void failed(DirectoryProblem problem);

    /** The client gave up something for a reason that no request has shown. */
    void gaveUp(Throwable cause);
  }

  /**
   * Begins.
   *
   * @param config where Kubernetes is, and how long to wait between tries
   * @param executor runs what the client does apart from the network
   * @param store filled with what is found
   */
  EndpointWatch(
      ServiceId service,
      Config config,
      Vertx vertx,
      Executor executor,
      SliceStore store,
      Listener listener) {
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new VertxHttpClientFactory(vertx))
            .withHttpClientBuilderConsumer(builder ->
                builder.addOrReplaceInterceptor("kvlane", new ApiExchanges(service, listener)))
            .withKubernetesSerialization(serialization())
            .withTaskExecutor(executor)
            .build();
    informer =
        client
            .discovery()
            .v1()
            .endpointSlices()
            .inNamespace(service.namespace())
            .withLabel(SERVICE_LABEL, service.name())
            .withLimit(SLICES_IN_AN_ANSWER)
            .runnableInformer(0);
    informer
        .itemStore(store)
        .addEventHandler(new Signal(listener))
        .exceptionHandler((_, cause) -> {
          listener.gaveUp(cause);
          return true;
        });
    informer.start();
  }

  /** Knows the two types that are needed, instead of loading the thousands that there are. */
  private static KubernetesSerialization serialization() {
    KubernetesSerialization serialization = new KubernetesSerialization(new ObjectMapper(), false);
    serialization.registerKubernetesResource(EndpointSlice.class);
    serialization.registerKubernetesResource(Status.class);
    return serialization;
  }

  @Override
  public void close() {
    informer.stop();
    client.close();
  }

  /** Says that something has changed; what, the store knows. */
  private record Signal(Listener listener) implements ResourceEventHandler<EndpointSlice> {

    @Override
    public void onAdd(EndpointSlice slice) {
      listener.changed();
    }

    @Override
    public void onUpdate(EndpointSlice before, EndpointSlice slice) {
      listener.changed();
    }

    @Override
    public void onDelete(EndpointSlice slice, boolean isStateUnknown) {
      listener.changed();
    }
  }
}
