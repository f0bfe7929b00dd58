package io.kvlane.agent.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Pods and nodes as the API server has them. */
public final class Pods {

  public static final String PODS = "/api/v1/pods";
  public static final String NODES = "/api/v1/nodes";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Pods() {}

  /** A worker that Dynamo's operator made, with the fields that the API server adds. */
  public static ObjectNode dynamo(String name, String role, String node) {
    ObjectNode pod = pod("inference", name, node);
    ObjectNode labels = (ObjectNode) pod.at("/metadata/labels");
    labels.put("nvidia.com/dynamo-component-type", role);
    labels.put("nvidia.com/dynamo-component", "Vllm" + role + "Worker");
    labels.put("nvidia.com/dynamo-graph-deployment-name", "llama-disagg");
    labels.put("nvidia.com/dynamo-namespace", "inference-llama-disagg");
    ObjectNode container = (ObjectNode) pod.at("/spec/containers/0");
    container.put("name", "main");
    container.put("image", "nvcr.io/nvidia/ai-dynamo/vllm-runtime:0.9.0");
    ArrayNode args = container.putArray("args");
    args.add("python3 -m dynamo.vllm --model meta-llama/Llama-3.1-70B --tensor-parallel-size 4");
    container
        .putObject("resources")
        .putObject("limits")
        .put("nvidia.com/gpu", "4")
        .put("rdma/ib", "4");
    return pod;
  }

  /** A worker of llm-d. */
  static ObjectNode llmD(String name, String role, String node) {
    ObjectNode pod = pod("llm-d", name, node);
    ObjectNode labels = (ObjectNode) pod.at("/metadata/labels");
    labels.put("llm-d.ai/role", role);
    labels.put("llm-d.ai/model", "qwen3-32b");
    ((ObjectNode) pod.at("/spec/containers/0"))
        .put("name", "modelserver")
        .put("image", "ghcr.io/llm-d/llm-d-cuda:v0.4.0");
    return pod;
  }

  /** Any pod. */
  static ObjectNode pod(String namespace, String name, String node) {
    ObjectNode pod = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("name", name);
    metadata.put("namespace", namespace);
    metadata.put("uid", "uid-" + name);
    metadata.put("creationTimestamp", "2026-03-01T10:00:00Z");
    metadata.putObject("labels").put("app", name);
    metadata.putObject("annotations").put("cni.projectcalico.org/podIP", "10.244.0.7/32");
    metadata
        .putArray("managedFields")
        .addObject()
        .put("manager", "kubelet")
        .put("operation", "Update")
        .put("fieldsType", "FieldsV1")
        .putObject("fieldsV1")
        .putObject("f:status");
    ObjectNode spec = pod.putObject("spec");
    spec.put("nodeName", node);
    spec.put("schedulerName", "default-scheduler");
    ObjectNode container = spec.putArray("containers").addObject();
    container.put("name", "app").put("image", "example.com/app:1");
    container.putArray("env").addObject().put("name", "UCX_TLS").put("value", "rc,cuda_copy");
    ObjectNode status =
        pod.putObject("status").put("phase", "Running").put("qosClass", "Burstable");
    status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
    return pod;
  }

  /** The same pod in another phase. */
  static ObjectNode in(String phase, ObjectNode pod) {
    ObjectNode same = pod.deepCopy();
    ((ObjectNode) same.get("status")).put("phase", phase);
    return same;
  }

  /** The same pod while it is being deleted. */
  static ObjectNode ending(ObjectNode pod) {
    ObjectNode same = pod.deepCopy();
    ((ObjectNode) same.get("metadata"))
        .put("deletionTimestamp", "2026-03-01T12:00:30Z")
        .put("deletionGracePeriodSeconds", 30);
    return same;
  }

  /** The same node with a value of the annotation that turns transfers off. */
  public static JsonNode annotated(JsonNode node, String transfers) {
    ObjectNode same = node.deepCopy();
    ((ObjectNode) same.get("metadata"))
        .putObject("annotations")
        .put("node.alpha.kubernetes.io/ttl", "0")
        .put("kvlane.io/transfers", transfers);
    return same;
  }

  /** A node that has these amounts of a resource left for pods. */
  public static JsonNode node(String name, String resource, String allocatable) {
    ObjectNode node = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Node");
    node.putObject("metadata").put("name", name).putObject("labels").put("zone", "a");
    node.putObject("spec").put("podCIDR", "10.244.0.0/24");
    ObjectNode status = node.putObject("status");
    status.putObject("capacity").put("cpu", "192").put("memory", "2097152Mi");
    status
        .putObject("allocatable")
        .put("cpu", "191")
        .put("nvidia.com/gpu", "8")
        .put(resource, allocatable);
    status.putArray("images").addObject().putArray("names").add("example.com/app:1");
    return node;
  }
}
