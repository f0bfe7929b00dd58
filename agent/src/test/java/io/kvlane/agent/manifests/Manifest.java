package io.kvlane.agent.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Objects of Kubernetes. Absent fields are Jackson's missing nodes, so paths can be followed
 * blindly.
 *
 * @param objects in the order of the text
 */
record Manifest(List<JsonNode> objects) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The documents of a YAML text; a key that stands twice is refused. */
  static Manifest of(String yaml) {
    List<JsonNode> objects = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      objects.add(JSON.valueToTree(document));
    }
    return new Manifest(List.copyOf(objects));
  }

  Stream<JsonNode> of(String kind, String name) {
    return ofKind(kind).filter(object -> nameOf(object).equals(name));
  }

  Stream<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
  }

  boolean has(String kind, String name) {
    return of(kind, name).findAny().isPresent();
  }

  static String nameOf(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  /** The pod that a node gets. */
  JsonNode pod() {
    return ofKind("DaemonSet").findFirst().orElseThrow().at("/spec/template/spec");
  }

  /** Labels of that pod. */
  Map<String, String> labels() {
    return texts(
        ofKind("DaemonSet").findFirst().orElseThrow().at("/spec/template/metadata/labels"));
  }

  /** The agent's container. */
  JsonNode container() {
    return pod().path("containers").path(0);
  }

  /**
   * What a variable of that container is set to, or the field that it comes from; empty if unset.
   */
  String variable(String name) {
    for (JsonNode variable : container().path("env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("value").asText(variable.at("/valueFrom/fieldRef/fieldPath").asText());
      }
    }
    return "";
  }

  static Map<String, String> texts(JsonNode map) {
    Map<String, String> texts = new TreeMap<>();
    map.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /** The fields that an object has. */
  static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  static Stream<JsonNode> elements(JsonNode list) {
    return list.valueStream();
  }
}
