package io.kvlane.agent.discovery;

import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceListBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An API server that has EndpointSlices and nothing else, with what matters of the real one: label
 * selectors, lists in parts, watches that begin at a version, and versions that it forgets. It can
 * refuse, forget, break watches, and be away.
 */
final class FakeKubernetes implements AutoCloseable {

  static final String NAMESPACE = "kvlane";
  private static final String PATH =
      "/apis/discovery.k8s.io/v1/namespaces/" + NAMESPACE + "/endpointslices";

  private final KubernetesSerialization json = new KubernetesSerialization();
  private final Map<String, EndpointSlice> slices = new TreeMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Watching> watches = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private final int port;
  private MockWebServer server;
  private long version = 1000;
  private Predicate<Asked> isRefused = _ -> false;
  private MockResponse refusal = new MockResponse();
  private boolean isDeaf;

  /** A request for slices, and when it came. */
  record Asked(boolean isWatch, Map<String, String> query, long atNanos) {}

  private record Event(long version, String action, EndpointSlice slice) {}

  FakeKubernetes() {
    server = serve(0);
    port = server.getPort();
  }

  private MockWebServer serve(int onPort) {
    MockWebServer started = new MockWebServer();
    started.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    started.start(InetAddress.getLoopbackAddress(), onPort);
    return started;
  }

  /** How to reach it, with these pauses between tries, in milliseconds. */
  Config config(int pause) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("http://127.0.0.1:" + port)
        .withNamespace(NAMESPACE)
        .withOauthToken("secret")
        .withWatchReconnectInterval(pause)
        .withRequestRetryBackoffInterval(pause)
        .withRequestRetryBackoffLimit(1)
        .build();
  }

  int port() {
    return port;
  }

  /** Makes a slice, or changes it. */
  synchronized void put(EndpointSlice slice) {
    EndpointSlice made = slice.edit().editMetadata().withNamespace(NAMESPACE).endMetadata().build();
    made.getMetadata().setResourceVersion(Long.toString(++version));
    EndpointSlice before = slices.put(made.getMetadata().getName(), made);
    happened(before == null ? "ADDED" : "MODIFIED", made);
  }

  synchronized void delete(String name) {
    EndpointSlice gone = Objects.requireNonNull(slices.remove(name)).edit().build();
    gone.getMetadata().setResourceVersion(Long.toString(++version));
    happened("DELETED", gone);
  }

  private void happened(String action, EndpointSlice slice) {
    Event event = new Event(version, action, slice);
    events.add(event);
    watches.forEach(watch -> watch.tell(event));
  }

  /** Answers so to the requests that are meant, until {@link #allowAll}. */
  synchronized void refuse(Predicate<Asked> which, int status) {
    refuse(which, new MockResponse().setResponseCode(status).setBody(json.asJson(status(status))));
  }

  synchronized void refuse(Predicate<Asked> which, MockResponse answer) {
    isRefused = which;
    refusal = answer;
  }

  synchronized void allowAll() {
    isRefused = _ -> false;
  }

  /** Opens watches and tells nothing, until the next call with false. */
  synchronized void beDeaf(boolean deaf) {
    isDeaf = deaf;
  }

  private static Status status(int code) {
    return new StatusBuilder().withCode(code).withStatus("Failure").withMessage("no").build();
  }

  /** Tells each watch that it is too old, as 410 Gone. */
  synchronized void expire() {
    String expired = json.asJson(new WatchEvent(status(410), "ERROR"));
    watches.forEach(watch -> watch.send(expired));
  }

  /** Sends something to each watch. */
  synchronized void say(String text) {
    watches.forEach(watch -> watch.send(text));
  }

  /** Ends each watch, as a proxy between does. */
  synchronized void breakWatches() {
    List.copyOf(watches).forEach(Watching::end);
  }

  synchronized int watches() {
    return watches.size();
  }

  synchronized List<Asked> asked(Predicate<Asked> which) {
    return asked.stream().filter(which).toList();
  }

  /** Listens no more. */
  void goAway() {
    server.shutdown();
    synchronized (this) {
      watches.clear();
    }
  }

  void comeBack() {
    server = serve(port);
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    URI uri = URI.create(request.getPath());
    if (!PATH.equals(uri.getPath())) {
      return new MockResponse().setResponseCode(404);
    }
    Map<String, String> query = query(uri);
    Asked question = new Asked("true".equals(query.get("watch")), query, System.nanoTime());
    asked.add(question);
    if (isRefused.test(question)) {
      return refusal;
    }
    return question.isWatch()
        ? new MockResponse().withWebSocketUpgrade(new Watching(question))
        : list(question);
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String part : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], URLDecoder.decode(pair[pair.length - 1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private MockResponse list(Asked question) {
    List<EndpointSlice> all =
        slices.values().stream().filter(slice -> isMeant(question, slice)).toList();
    int from = Integer.parseInt(question.query().getOrDefault("continue", "0"));
    int limit = Integer.parseInt(question.query().getOrDefault("limit", "500"));
    int to = Math.min(all.size(), from + limit);
    return new MockResponse()
        .setResponseCode(200)
        .setHeader("Content-Type", "application/json")
        .setBody(
            json.asJson(
                new EndpointSliceListBuilder()
                    .withMetadata(
                        new ListMetaBuilder()
                            .withResourceVersion(Long.toString(version))
                            .withContinue(to < all.size() ? Integer.toString(to) : null)
                            .build())
                    .withItems(all.subList(from, to))
                    .build()));
  }

  private static boolean isMeant(Asked question, EndpointSlice slice) {
    String[] label = question.query().getOrDefault("labelSelector", "=").split("=", 2);
    return label[1].equals(slice.getMetadata().getLabels().get(label[0]));
  }

  @Override
  public void close() {
    server.shutdown();
  }

  private final class Watching extends WebSocketListener {

    private final Asked question;
    private @Nullable WebSocket socket;

    Watching(Asked question) {
      this.question = question;
    }

    @Override
    public void onOpen(WebSocket opened, Response response) {
      synchronized (FakeKubernetes.this) {
        socket = opened;
        watches.add(this);
        long since = Long.parseLong(question.query().getOrDefault("resourceVersion", "0"));
        events.stream().filter(event -> event.version() > since).forEach(this::tell);
      }
    }

    void tell(Event event) {
      if (!isDeaf && isMeant(question, event.slice())) {
        send(json.asJson(new WatchEvent(event.slice(), event.action())));
      }
    }

    void send(String text) {
      Objects.requireNonNull(socket).send(text);
    }

    void end() {
      Objects.requireNonNull(socket).close(1001, "proxy restarts");
      over();
    }

    @Override
    public void onClosing(WebSocket closing, int code, String reason) {
      over();
    }

    @Override
    public void onClosed(WebSocket closed, int code, String reason) {
      over();
    }

    @Override
    public void onFailure(WebSocket failed, Throwable error, Response response) {
      over();
    }

    private void over() {
      synchronized (FakeKubernetes.this) {
        watches.remove(this);
      }
    }
  }
}
