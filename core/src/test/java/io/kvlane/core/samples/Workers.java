package io.kvlane.core.samples;

import io.kvlane.core.workload.AntiAffinity;
import io.kvlane.core.workload.AssignedDevices;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.EnvVariable;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.ObjectRef;
import io.kvlane.core.workload.ResourceAmount;
import io.kvlane.core.workload.Role;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.VolumeSpec;
import io.kvlane.core.workload.WorkerPod;
import io.kvlane.core.workload.WorkerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Builds a worker with which nothing is wrong but what a test says: vLLM over two GPUs and two
 * InfiniBand devices, of the deployment {@code llama}.
 */
public final class Workers {

  /** Where the pod's specification stands. */
  public static final FieldPath POD = FieldPath.OBJECT.then("spec");

  /** Where its container stands. */
  public static final FieldPath CONTAINER = POD.then("containers").then(0);

  private static final long GIB = 1L << 30;

  private final List<EnvVariable> env = new ArrayList<>();
  private final Map<String, ResourceAmount> limits = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, String> annotations = new HashMap<>();
  private final Map<String, String> mounts = new HashMap<>();
  private final List<VolumeSpec> volumes = new ArrayList<>();
  private final List<AntiAffinity> antiAffinity = new ArrayList<>();
  private Optional<Role> role;
  private String kind = "Pod";
  private String name;
  private Optional<String> deployment = Optional.of("llama");
  private Optional<ServingEngine> engine = Optional.of(ServingEngine.VLLM);
  private OptionalInt tensorParallel = OptionalInt.of(2);
  private List<String> words =
      List.of("vllm", "serve", "--kv-transfer-config", "{\"kv_connector\":\"NixlConnector\"}");
  private List<String> claims = List.of();
  private List<String> capabilities = List.of("IPC_LOCK");
  private boolean moreEnv;
  private boolean privileged;
  private boolean hostNetwork;
  private boolean hostIpc;
  private boolean withoutContainer;

  private Workers(Role role) {
    this.role = Optional.of(role);
    name = role.label() + "-0";
    limit("nvidia.com/gpu", "2").limit("rdma/ib", "2").sharedMemory(16 * GIB);
    field("VLLM_NIXL_SIDE_CHANNEL_HOST", "status.podIP");
  }

  public static Workers prefill() {
    return new Workers(Role.PREFILL);
  }

  public static Workers decode() {
    return new Workers(Role.DECODE);
  }

  /** On EFA, over libfabric, kept away from prefill workers of Dynamo. */
  public static Workers decodeOnEfa() {
    return decode()
        .without("rdma/ib")
        .limit("vpc.amazonaws.com/efa", "4")
        .kvTransfer(
            "{\"kv_connector\":\"NixlConnector\",\"kv_role\":\"kv_both\","
                + "\"kv_buffer_device\":\"cuda\","
                + "\"kv_connector_extra_config\":{\"backends\":[\"LIBFABRIC\"]}}")
        .label("nvidia.com/dynamo-component", "VllmDecodeWorker")
        .awayFrom("nvidia.com/dynamo-component", "VllmPrefillWorker");
  }

  public Workers withoutRole() {
    role = Optional.empty();
    return this;
  }

  public Workers object(String objectKind, String objectName) {
    kind = objectKind;
    name = objectName;
    return this;
  }

  public Workers named(String podName) {
    return object("Pod", podName);
  }

  public Workers deployment(String common) {
    deployment = common.isEmpty() ? Optional.empty() : Optional.of(common);
    return this;
  }

  public Workers engine(ServingEngine served) {
    engine = Optional.of(served);
    return this;
  }

  public Workers withoutEngine() {
    engine = Optional.empty();
    return this;
  }

  public Workers tensorParallel(int gpus) {
    tensorParallel = gpus == 0 ? OptionalInt.empty() : OptionalInt.of(gpus);
    return this;
  }

  public Workers words(String... arguments) {
    words = List.of(arguments);
    return this;
  }

  public Workers kvTransfer(String json) {
    return words("vllm", "serve", "--kv-transfer-config", json);
  }

  public Workers env(String variable, String value) {
    env.add(
        new EnvVariable(
            variable,
            Optional.of(value),
            Optional.empty(),
            CONTAINER.then("env").then(env.size())));
    return this;
  }

  public Workers field(String variable, String path) {
    env.add(
        new EnvVariable(
            variable, Optional.empty(), Optional.of(path), CONTAINER.then("env").then(env.size())));
    return this;
  }

  /** From a key of a ConfigMap. */
  public Workers configMap(String variable) {
    env.add(
        new EnvVariable(
            variable, Optional.empty(), Optional.empty(), CONTAINER.then("env").then(env.size())));
    return this;
  }

  public Workers withoutEnv(String variable) {
    env.removeIf(one -> one.name().equals(variable));
    return this;
  }

  public Workers envFrom() {
    moreEnv = true;
    return this;
  }

  public Workers limit(String resource, String amount) {
    limits.put(
        resource,
        new ResourceAmount(
            amount,
            amount.matches("\\d+") ? OptionalLong.of(Long.parseLong(amount)) : OptionalLong.empty(),
            CONTAINER.then("resources").then("limits").then(resource)));
    return this;
  }

  public Workers without(String resource) {
    limits.remove(resource);
    return this;
  }

  public Workers claims(String... names) {
    claims = List.of(names);
    return this;
  }

  public Workers privileged() {
    privileged = true;
    return this;
  }

  public Workers capabilities(String... added) {
    capabilities = List.of(added);
    return this;
  }

  public Workers label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  public Workers annotation(String key, String value) {
    annotations.put(key, value);
    return this;
  }

  public Workers hostNetwork() {
    hostNetwork = true;
    return this;
  }

  public Workers withoutContainer() {
    withoutContainer = true;
    return this;
  }

  public Workers hostIpc() {
    hostIpc = true;
    return this;
  }

  public Workers hostPath(String path) {
    return volume("host" + volumes.size(), path, Optional.of(path), OptionalLong.empty());
  }

  /** An emptyDir in memory at {@code /dev/shm}. */
  public Workers sharedMemory(long bytes) {
    return withoutSharedMemory()
        .volume("shm", "/dev/shm", Optional.empty(), OptionalLong.of(bytes));
  }

  public Workers withoutSharedMemory() {
    volumes.removeIf(volume -> volume.name().equals("shm"));
    mounts.remove("/dev/shm");
    return this;
  }

  private Workers volume(
      String volume, String mount, Optional<String> hostPath, OptionalLong bytes) {
    volumes.add(
        new VolumeSpec(
            volume, hostPath, hostPath.isEmpty(), bytes, POD.then("volumes").then(volumes.size())));
    mounts.put(mount, volume);
    return this;
  }

  public Workers awayFrom(String label, String... values) {
    antiAffinity.add(new AntiAffinity(Map.of(label, Set.of(values)), POD.then("affinity")));
    return this;
  }

  public WorkerSpec build() {
    return new WorkerSpec(
        new ObjectRef(kind, Optional.of("inference"), name),
        role,
        deployment,
        engine,
        tensorParallel,
        labels,
        annotations,
        withoutContainer ? List.of() : List.of(container()),
        volumes,
        claims,
        antiAffinity,
        hostNetwork,
        hostIpc,
        POD);
  }

  private ContainerSpec container() {
    return new ContainerSpec(
        "main",
        Optional.of("nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.0.1"),
        words,
        CONTAINER.then("args"),
        env,
        moreEnv,
        limits,
        claims,
        privileged,
        capabilities,
        mounts,
        CONTAINER);
  }

  /** A pod that runs, of which the kubelet says nothing. */
  public WorkerPod pod() {
    return in("Running");
  }

  /** A pod in a phase. */
  public WorkerPod in(String phase) {
    return new WorkerPod("uid of " + name, build(), phase, false, Optional.empty());
  }

  /** A pod that runs with these devices. */
  public WorkerPod pod(AssignedDevices... devices) {
    return new WorkerPod(
        "uid of " + name, build(), "Running", false, Optional.of(List.of(devices)));
  }

  /** A pod that is being deleted. */
  public WorkerPod ending() {
    return new WorkerPod("uid of " + name, build(), "Running", true, Optional.empty());
  }
}
