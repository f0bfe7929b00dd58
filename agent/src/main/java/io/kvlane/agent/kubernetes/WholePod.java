package io.kvlane.agent.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pod with its whole specification, as JSON. */
@Group("")
@Version("v1")
@Kind("Pod")
@Singular("pod")
@Plural("pods")
public final class WholePod extends ClusterObject implements Namespaced {

  private JsonNode spec = JsonNodeFactory.instance.objectNode();
  private Status status = new Status();

  /** What the kubelet says of the pod. */
  public static final class Status extends LenientPart {

    private @Nullable String phase;

    /** Such as {@code Running}. */
    public @Nullable String getPhase() {
      return phase;
    }

    /** Sets the phase. */
    public void setPhase(@Nullable String phase) {
      this.phase = phase;
    }
  }

  /** The specification. */
  public JsonNode getSpec() {
    return spec;
  }

  /** Sets the specification. */
  public void setSpec(JsonNode spec) {
    this.spec = spec;
  }

  /** What the kubelet says of the pod. */
  public Status getStatus() {
    return status;
  }

  /** Sets what the kubelet says. */
  public void setStatus(Status status) {
    this.status = status;
  }

  /** The phase, {@code Unknown} where nothing is said. */
  String phase() {
    return Optional.ofNullable(status.getPhase()).orElse("Unknown");
  }

  /** The pod as a manifest would describe it: what is judged. */
  JsonNode manifest() {
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("name", getMetadata().getName());
    metadata.put("namespace", getMetadata().getNamespace());
    put(metadata, "labels", getMetadata().getLabels());
    put(metadata, "annotations", getMetadata().getAnnotations());
    pod.set("spec", spec);
    return pod;
  }

  private static void put(ObjectNode into, String key, @Nullable Map<String, String> values) {
    ObjectNode node = into.putObject(key);
    if (values != null) {
      values.forEach(node::put);
    }
  }
}
