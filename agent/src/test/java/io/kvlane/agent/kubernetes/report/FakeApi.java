package io.kvlane.agent.kubernetes.report;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An API server with nodes and events, and of the real one what matters here: conditions merge by
 * their type, an event of the same name is a conflict, and one of a cluster's objects belongs into
 * {@code default}. It can refuse, and be away.
 */
public final class FakeApi implements AutoCloseable {

  static final String NODE = "/api/v1/nodes/node-1";
  private static final String STRATEGIC_MERGE = "application/strategic-merge-patch+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MockWebServer server = new MockWebServer();
  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();

  /** An API server that serves from now on. */
  public FakeApi() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
    objects.put(
        NODE,
        parse(
            """
            {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "node-1"},
             "status": {"conditions": [
               {"type": "Ready", "status": "True", "reason": "KubeletReady", "message": "ready",
                "lastHeartbeatTime": "2026-03-01T11:00:00Z",
                "lastTransitionTime": "2026-02-01T11:00:00Z"}]}}
            """));
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** How to reach it. */
  Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(url())
        .withOauthToken("secret")
        .withRequestRetryBackoffLimit(0)
        .withConnectionTimeout(2000)
        .withRequestTimeout(2000)
        .build();
  }

  /** Answers so to a method, or no longer where the status is 0. */
  synchronized void refuse(String method, int status) {
    if (status == 0) {
      refusals.remove(method);
    } else {
      refusals.put(method, status);
    }
  }

  /** It is away from now on. */
  public void goAway() {
    server.shutdown();
  }

  /** Methods and paths asked for, in order. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** An object by its path. */
  synchronized JsonNode object(String path) {
    JsonNode found = objects.get(path);
    return found == null ? JSON.missingNode() : found.deepCopy();
  }

  synchronized void remove(String path) {
    objects.remove(path);
  }

  /** Paths of the events there are. */
  synchronized List<String> events() {
    return objects.keySet().stream().filter(path -> path.contains("/events/")).toList();
  }

  /** A condition of the node. */
  public JsonNode condition(String type) {
    for (JsonNode condition : object(NODE).path("status").path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return JSON.missingNode();
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    String method = request.getMethod();
    String path = URI.create(request.getPath()).getPath();
    asked.add(method + " " + path);
    Integer refused = refusals.get(method);
    if (refused != null) {
      return status(refused);
    }
    return switch (method) {
      case "GET" -> get(path);
      case "POST" -> create(path, parse(body(request)));
      case "PATCH" ->
          STRATEGIC_MERGE.equals(request.getHeader("Content-Type").replaceFirst(";.*", ""))
              ? patch(path.replaceFirst("/status$", ""), parse(body(request)))
              : status(415);
      default -> status(405);
    };
  }

  private static String body(RecordedRequest request) {
    return new String(request.getBody().readByteArray(), StandardCharsets.UTF_8);
  }

  private MockResponse get(String path) {
    ObjectNode object = objects.get(path);
    return object == null ? status(404) : json(200, object);
  }

  private MockResponse create(String path, ObjectNode object) {
    String key = path + "/" + object.path("metadata").path("name").asText();
    JsonNode about = object.path("involvedObject");
    String namespace = about.path("namespace").asText("default");
    if (!path.equals("/api/v1/namespaces/" + namespace + "/events")) {
      return status(422);
    }
    if (objects.containsKey(key)) {
      return status(409);
    }
    objects.put(key, object);
    return json(201, object);
  }

  private MockResponse patch(String path, ObjectNode patch) {
    ObjectNode object = objects.get(path);
    if (object == null) {
      return status(404);
    }
    JsonNode conditions = patch.path("status").path("conditions");
    if (conditions.isMissingNode()) {
      object.setAll(patch);
    }
    for (JsonNode condition : conditions) {
      merge((ArrayNode) object.path("status").path("conditions"), (ObjectNode) condition);
    }
    return json(200, object);
  }

  /** By type, as the API server does: patchStrategy merge, patchMergeKey type. */
  private static void merge(ArrayNode all, ObjectNode patch) {
    String type = patch.path("type").asText();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).path("type").asText().equals(type)) {
        if (patch.path("$patch").asText().equals("delete")) {
          all.remove(i);
        } else {
          ((ObjectNode) all.get(i)).setAll(patch);
        }
        return;
      }
    }
    if (!patch.has("$patch")) {
      all.add(patch);
    }
  }

  private static MockResponse json(int code, JsonNode body) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(body.toString());
  }

  private static MockResponse status(int code) {
    return json(
        code,
        JSON.createObjectNode()
            .put("apiVersion", "v1")
            .put("kind", "Status")
            .put("status", "Failure")
            .put("code", code)
            .put("message", "no"));
  }

  @Override
  public void close() {
    server.shutdown();
  }
}
