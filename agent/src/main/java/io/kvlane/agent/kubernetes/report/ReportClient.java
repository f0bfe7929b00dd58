package io.kvlane.agent.kubernetes.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.ResourceNotFoundException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.kvlane.agent.kubernetes.ApiProblem;
import io.kvlane.exporters.kubernetes.SinkException;
import io.vertx.core.Vertx;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of Kubernetes for few small requests, made when the first is. It does not try again by
 * itself: when that is to be done the publishers know. Used by one thread, closed by any.
 */
public final class ReportClient implements AutoCloseable {

  /** The agent's end waits for one request. */
  private static final int TIMEOUT_MILLIS = 5000;

  private final Supplier<Config> configuration;
  private final Vertx vertx;
  private @Nullable KubernetesClient client;

  /** A client of the Kubernetes that the pod's files or a kubeconfig name. */
  public ReportClient(Vertx vertx) {
    this(ReportClient::ofThisProcess, vertx);
  }

  /**
   * A client.
   *
   * @param configuration says where Kubernetes is
   */
  ReportClient(Supplier<Config> configuration, Vertx vertx) {
    this.configuration = configuration;
    this.vertx = vertx;
  }

  private static Config ofThisProcess() {
    return new ConfigBuilder()
        .withUserAgent("kvlane")
        .withConnectionTimeout(TIMEOUT_MILLIS)
        .withRequestTimeout(TIMEOUT_MILLIS)
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  /**
   * Makes a request.
   *
   * @param what what is asked for, which decides what a failure means
   * @throws SinkException when it does not succeed
   */
  <T> T ask(ApiRequest what, Function<KubernetesClient, T> request) throws SinkException {
    KubernetesClient connected = connected();
    try {
      return request.apply(connected);
    } catch (KubernetesClientException e) {
      throw what.failure(e);
    } catch (ResourceNotFoundException e) {
      throw what.notFound(e);
    }
  }

  private synchronized KubernetesClient connected() throws SinkException {
    KubernetesClient connected = client;
    if (connected == null) {
      try {
        connected = connect(configuration.get());
      } catch (RuntimeException e) {
        throw new SinkException(
            SinkException.Kind.NO_CLIENT,
            "no client of Kubernetes can be made ("
                + ApiProblem.oneLine(e)
                + "): check the pod's service account, or the kubeconfig",
            e);
      }
      client = connected;
    }
    return connected;
  }

  private KubernetesClient connect(Config config) {
    // Knows the types that are needed, instead of loading the thousands that there are.
    KubernetesSerialization serialization = new KubernetesSerialization(new ObjectMapper(), false);
    serialization.registerKubernetesResource(Node.class);
    serialization.registerKubernetesResource(Event.class);
    serialization.registerKubernetesResource(Status.class);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new VertxHttpClientFactory(vertx))
        .withKubernetesSerialization(serialization)
        .build();
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
