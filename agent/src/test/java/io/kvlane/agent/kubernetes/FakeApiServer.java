package io.kvlane.agent.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An API server with what matters of the real one: label and field selectors, lists in parts,
 * watches that begin at a version, and versions that it forgets. It can refuse, forget, break
 * watches, and be away. It has the collections that it is made with and nothing else.
 */
public final class FakeApiServer implements AutoCloseable {

  private static final Pattern AMONG = Pattern.compile("(\\S+) in \\(([^)]*)\\)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> paths;
  private final String namespace;
  private final Map<String, Map<String, ObjectNode>> objects = new HashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Watching> watches = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private final int port;
  private MockWebServer server;
  private long version = 1000;
  private Predicate<Asked> isRefused = _ -> false;
  private MockResponse refusal = new MockResponse();
  private boolean isDeaf;

  /** A request, and when it came. */
  public record Asked(
      String method, String path, boolean isWatch, Map<String, String> query, long atNanos) {}

  private record Event(long version, String path, String action, ObjectNode object) {}

  /**
   * A server.
   *
   * @param namespace the client's own
   * @param paths of its collections
   */
  public FakeApiServer(String namespace, String... paths) {
    this.namespace = namespace;
    this.paths = Set.of(paths);
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
  public Config config(int pause) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("http://127.0.0.1:" + port)
        .withNamespace(namespace)
        .withOauthToken("secret")
        .withWatchReconnectInterval(pause)
        .withRequestRetryBackoffInterval(pause)
        .withRequestRetryBackoffLimit(1)
        .build();
  }

  public int port() {
    return port;
  }

  /** Makes an object, or changes it. */
  public synchronized void put(String path, JsonNode object) {
    ObjectNode made = object.deepCopy();
    metadata(made).put("resourceVersion", Long.toString(++version));
    ObjectNode before = collection(path).put(key(made), made);
    if (before != null && !isSameToSelectors(before, made)) {
      // Whoever watches by what has changed hears that the old one went.
      ObjectNode gone = before.deepCopy();
      metadata(gone).put("resourceVersion", Long.toString(version));
      happened(path, "MOVED", gone);
    }
    happened(path, before == null ? "ADDED" : "MODIFIED", made);
  }

  private static boolean isSameToSelectors(JsonNode one, JsonNode other) {
    return one.at("/metadata/labels").equals(other.at("/metadata/labels"))
        && one.at("/spec/nodeName").equals(other.at("/spec/nodeName"));
  }

  public synchronized void delete(String path, String key) {
    ObjectNode gone = Objects.requireNonNull(collection(path).remove(key)).deepCopy();
    metadata(gone).put("resourceVersion", Long.toString(++version));
    happened(path, "DELETED", gone);
  }

  private Map<String, ObjectNode> collection(String path) {
    return objects.computeIfAbsent(path, _ -> new TreeMap<>());
  }

  private static ObjectNode metadata(ObjectNode object) {
    return (ObjectNode) object.get("metadata");
  }

  private static String key(JsonNode object) {
    String space = object.at("/metadata/namespace").asText();
    return (space.isEmpty() ? "" : space + "/") + object.at("/metadata/name").asText();
  }

  private void happened(String path, String action, ObjectNode object) {
    Event event = new Event(version, path, action, object);
    events.add(event);
    watches.forEach(watch -> watch.tell(event));
  }

  /** Answers so to the requests that are meant, until {@link #allowAll}. */
  public synchronized void refuse(Predicate<Asked> which, int status) {
    refuse(which, new MockResponse().setResponseCode(status).setBody(status(status).toString()));
  }

  public synchronized void refuse(Predicate<Asked> which, MockResponse answer) {
    isRefused = which;
    refusal = answer;
  }

  public synchronized void allowAll() {
    isRefused = _ -> false;
  }

  /** Opens watches and tells nothing, until the next call with false. */
  public synchronized void beDeaf(boolean deaf) {
    isDeaf = deaf;
  }

  private static ObjectNode status(int code) {
    return JSON.createObjectNode()
        .put("apiVersion", "v1")
        .put("kind", "Status")
        .put("code", code)
        .put("status", "Failure")
        .put("message", "no");
  }

  /** Tells each watch that it is too old, as 410 Gone. */
  public synchronized void expire() {
    String expired = event("ERROR", status(410));
    watches.forEach(watch -> watch.send(expired));
  }

  private static String event(String action, ObjectNode object) {
    return JSON.createObjectNode().put("type", action).<ObjectNode>set("object", object).toString();
  }

  /** Sends something to each watch. */
  public synchronized void say(String text) {
    watches.forEach(watch -> watch.send(text));
  }

  /** Ends each watch, as a proxy between does. */
  public synchronized void breakWatches() {
    List.copyOf(watches).forEach(Watching::end);
  }

  public synchronized int watches() {
    return watches.size();
  }

  public synchronized List<Asked> asked(Predicate<Asked> which) {
    return asked.stream().filter(which).toList();
  }

  /** Listens no more. */
  public void goAway() {
    server.shutdown();
    synchronized (this) {
      watches.clear();
    }
  }

  public void comeBack() {
    server = serve(port);
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    URI uri = URI.create(request.getPath());
    if (!paths.contains(uri.getPath())) {
      return new MockResponse().setResponseCode(404);
    }
    Map<String, String> query = query(uri);
    Asked question =
        new Asked(
            String.valueOf(request.method()),
            uri.getPath(),
            "true".equals(query.get("watch")),
            query,
            System.nanoTime());
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
    List<ObjectNode> all =
        collection(question.path()).values().stream()
            .filter(object -> isMeant(question, object))
            .toList();
    int from = Integer.parseInt(question.query().getOrDefault("continue", "0"));
    int limit = Integer.parseInt(question.query().getOrDefault("limit", "500"));
    int to = Math.min(all.size(), from + limit);
    ObjectNode list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
    ObjectNode metadata = list.putObject("metadata");
    metadata.put("resourceVersion", Long.toString(version));
    if (to < all.size()) {
      metadata.put("continue", Integer.toString(to));
    }
    ArrayNode items = list.putArray("items");
    all.subList(from, to).forEach(items::add);
    return new MockResponse()
        .setResponseCode(200)
        .setHeader("Content-Type", "application/json")
        .setBody(list.toString());
  }

  private static boolean isMeant(Asked question, JsonNode object) {
    return terms(question.query().get("labelSelector"))
            .allMatch(term -> hasLabel(term, object.at("/metadata/labels")))
        && terms(question.query().get("fieldSelector")).allMatch(term -> hasField(term, object));
  }

  /** Terms are separated by commas outside of parentheses. */
  private static Stream<String> terms(@Nullable String selector) {
    return selector == null ? Stream.empty() : Arrays.stream(selector.split(",(?![^(]*\\))"));
  }

  private static boolean hasField(String term, JsonNode object) {
    String[] parts = term.split("=", 2);
    return object.at("/" + parts[0].replace('.', '/')).asText().equals(parts[1]);
  }

  private static boolean hasLabel(String term, JsonNode labels) {
    Matcher among = AMONG.matcher(term);
    if (among.matches()) {
      return List.of(among.group(2).split(",")).contains(labels.path(among.group(1)).asText());
    }
    if (term.startsWith("!")) {
      return !labels.has(term.substring(1));
    }
    String[] parts = term.split("=", 2);
    return parts.length == 1 ? labels.has(term) : labels.path(parts[0]).asText().equals(parts[1]);
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
      synchronized (FakeApiServer.this) {
        socket = opened;
        watches.add(this);
        long since = Long.parseLong(question.query().getOrDefault("resourceVersion", "0"));
        events.stream().filter(event -> event.version() > since).forEach(this::tell);
      }
    }

    void tell(Event event) {
      if (isDeaf || !event.path().equals(question.path()) || !isMeant(question, event.object())) {
        return;
      }
      if (!event.action().equals("MOVED")) {
        send(FakeApiServer.event(event.action(), event.object()));
      } else if (!isMeant(question, current(event))) {
        send(FakeApiServer.event("DELETED", event.object()));
      }
    }

    private JsonNode current(Event event) {
      return collection(event.path()).getOrDefault(key(event.object()), JSON.createObjectNode());
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
      synchronized (FakeApiServer.this) {
        watches.remove(this);
      }
    }
  }
}
