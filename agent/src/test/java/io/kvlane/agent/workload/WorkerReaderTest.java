package io.kvlane.agent.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.EnvVariable;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.ResourceAmount;
import io.kvlane.core.workload.Role;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.WorkerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerReaderTest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build();

  private static final FieldPath AT = FieldPath.OBJECT.then("spec").then("containers").then(0);

  private final WorkerReader reader = new WorkerReader(RoleSelectors.NONE);

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WorkerSpec labelled(String label, String value) {
    return reader.pod(
        json(
            "{metadata: {labels: {'%s': '%s'}}, spec: {containers: [{}]}}"
                .formatted(label, value)));
  }

  private WorkerSpec container(String container) {
    return reader.pod(
        json("{metadata: {name: 'w'}, spec: {containers: [%s]}}".formatted(container)));
  }

  @ParameterizedTest
  @CsvSource({
    "nvidia.com/dynamo-component-type, prefill, PREFILL",
    "nvidia.com/dynamo-component-type, decode, DECODE",
    "nvidia.com/dynamo-sub-component-type, decode, DECODE",
    "nvidia.com/dynamo-component, VllmPrefillWorker, PREFILL",
    "nvidia.com/dynamo-component, SglangDecodeWorker, DECODE",
    "nvidia.com/dynamo-component, TrtllmPrefillWorker, PREFILL",
    "llm-d.ai/role, prefill, PREFILL",
    "llm-d.ai/role, decode, DECODE",
  })
  void shouldTellTheRoleFromLabels(String label, String value, Role role) {
    assertThat(labelled(label, value).role()).contains(role);
  }

  @ParameterizedTest
  @CsvSource({
    "nvidia.com/dynamo-component-type, worker",
    "nvidia.com/dynamo-component-type, frontend",
    "nvidia.com/dynamo-component, Frontend",
    "llm-d.ai/role, both",
    "llm-d.ai/role, prefill-decode",
    "app, prefill",
  })
  void shouldTellNoRoleFromOtherLabels(String label, String value) {
    assertThat(labelled(label, value).role()).isEmpty();
  }

  @Test
  void shouldLetAConfiguredSelectorTellTheRole() {
    WorkerReader configured =
        new WorkerReader(
            new RoleSelectors(
                RoleSelectors.parse("tier=p, app=llm"), RoleSelectors.parse("tier=d")));
    JsonNode pod = json("{metadata: {labels: {tier: 'p', app: 'llm'}}, spec: {}}");

    assertThat(configured.pod(pod).role()).contains(Role.PREFILL);
    assertThat(configured.pod(json("{metadata: {labels: {tier: 'p'}}}")).role()).isEmpty();
    assertThat(configured.pod(json("{metadata: {labels: {tier: 'd'}}}")).role())
        .contains(Role.DECODE);
  }

  @Test
  void shouldRefuseASelectorThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RoleSelectors.parse("tier=p,app"))
        .withMessage("'app' is not label=value");
    assertThat(RoleSelectors.parse(" ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'python3', '-m', 'dynamo.vllm', '--is-prefill-worker' | PREFILL",
        "'python3', '-m', 'dynamo.sglang', '--disaggregation-mode', 'decode' | DECODE",
        "'python3', '-m', 'sglang.launch_server', '--disaggregation-mode=prefill' | PREFILL",
        "'trtllm-serve', 'm', '--server_role', 'CONTEXT' | PREFILL",
        "'sh', '-c', 'vllm serve m --kv-transfer-config {kv_role:kv_consumer}' | DECODE",
        "'vllm', 'serve', 'm', '--kv-transfer-config.kv_role', 'kv_producer' | PREFILL",
      })
  void shouldTellTheRoleFromArgumentsAtLast(String args, Role role) {
    assertThat(container("{args: [%s]}".formatted(args)).role()).contains(role);
  }

  @Test
  void shouldTellTheRoleFromANameOnlyOfWhatServes() {
    JsonNode serves =
        json("{metadata: {name: 'x-decode-0'}, spec: {containers: [{image: 'vllm'}]}}");
    JsonNode other =
        json("{metadata: {name: 'x-decode-0'}, spec: {containers: [{image: 'nginx'}]}}");

    assertThat(reader.pod(serves).role()).contains(Role.DECODE);
    assertThat(reader.pod(other).role()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "{image: 'vllm/vllm-openai:v0.12'}, VLLM",
    "{image: 'ghcr.io/llm-d/llm-d-cuda:v0.4'}, VLLM",
    "{image: 'lmsysorg/sglang'}, SGLANG",
    "{image: 'nvcr.io/nvidia/ai-dynamo/tensorrtllm-runtime:1.0'}, TRTLLM",
    "'{image: vllm, command: [/opt/bin/trtllm-serve]}', TRTLLM",
    "'{image: mine, command: [python3, -m, vllm.entrypoints.openai.api_server]}', VLLM",
    "'{image: mine, command: [sh, -c, ''python -m dynamo.sglang --model vllm/model'']}', SGLANG",
  })
  void shouldTellTheEngine(String container, ServingEngine engine) {
    String quoted = container.replaceAll("([\\[ ,:])([\\w/.-]+)(?=[,\\]}])", "$1'$2'");
    assertThat(container(quoted).engine()).contains(engine);
  }

  @ParameterizedTest
  @CsvSource({
    "'--tp','4',8,4",
    "'-tp','2',8,2",
    "'x','--tp-size=8',8,8",
    "'x','--tensor_parallel_size=2',8,2",
    "'--tensor-parallel-size','16',8,8",
    "'x','y',8,8",
  })
  void shouldTellTensorParallelism(String first, String second, int gpus, int parallel) {
    String limits = "resources: {limits: {'nvidia.com/gpu': %d}}".formatted(gpus);

    assertThat(
            container("{args: ['%s', '%s'], %s}".formatted(first, second, limits)).tensorParallel())
        .hasValue(parallel);
  }

  @Test
  void shouldNotGuessParallelismThatIsFilledInLater() {
    assertThat(
            container("{args: ['--tp', '$(TP)'], resources: {limits: {'nvidia.com/gpu': 8}}}")
                .tensorParallel())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nvidia.com/dynamo-graph-deployment-name, llama",
    "llm-d.ai/model, qwen",
    "llm-d.ai/guide, pd",
    "app.kubernetes.io/part-of, chat",
    "app.kubernetes.io/instance, release-1",
  })
  void shouldTellTheDeployment(String label, String value) {
    assertThat(labelled(label, value).deployment()).contains(value);
  }

  @Test
  void shouldReadAContainerWhole() {
    ContainerSpec read =
        container(
                """
                {name: 'main', image: 'vllm', args: ['serve'],
                 env: [{name: 'A', value: '1'}, {name: 'B'},
                       {name: 'C', valueFrom: {fieldRef: {fieldPath: 'status.podIP'}}},
                       {name: 'D', valueFrom: {secretKeyRef: {name: 's', key: 'k'}}}],
                 envFrom: [{configMapRef: {name: 'c'}}],
                 resources: {requests: {cpu: '500m', 'rdma/ib': 1}, limits: {'rdma/ib': '{{ n }}'},
                             claims: [{name: 'nics'}]},
                 securityContext: {privileged: true, capabilities: {add: ['cap_ipc_lock', 'NET_ADMIN']}},
                 volumeMounts: [{name: 'shm', mountPath: '/dev/shm'}]}
                """)
            .containers()
            .getFirst();

    assertThat(read.env())
        .extracting(EnvVariable::value)
        .containsExactly(Optional.of("1"), Optional.of(""), Optional.empty(), Optional.empty());
    assertThat(read.env().get(2).fieldRef()).contains("status.podIP");
    assertThat(read.env().get(3).at().text()).isEqualTo("spec.containers[0].env[3]");
    assertThat(read.moreEnv()).isTrue();
    assertThat(read.limits())
        .isEqualTo(
            Map.of(
                "cpu",
                new ResourceAmount(
                    "500m", OptionalLong.of(1), AT.then("resources").then("requests").then("cpu")),
                "rdma/ib",
                new ResourceAmount(
                    "{{ n }}",
                    OptionalLong.empty(),
                    AT.then("resources").then("limits").then("rdma/ib"))));
    assertThat(read.claims()).containsExactly("nics");
    assertThat(read.privileged()).isTrue();
    assertThat(read.capabilities()).containsExactly("IPC_LOCK", "NET_ADMIN");
    assertThat(read.mounts()).isEqualTo(Map.of("/dev/shm", "shm"));
    assertThat(read.wordsAt().text()).isEqualTo("spec.containers[0].args");
  }

  @Test
  void shouldPutTheContainerThatServesFirst() {
    WorkerSpec spec =
        container(
            "{name: 'proxy', image: 'envoy'}, {name: 'main', image: 'vllm'},"
                + " {name: 'x', resources: {limits: {'nvidia.com/gpu': 1}}}");

    assertThat(spec.containers())
        .extracting(ContainerSpec::name)
        .containsExactly("x", "main", "proxy");
    assertThat(spec.containers().getFirst().at().text()).isEqualTo("spec.containers[2]");
  }

  @Test
  void shouldReadThePodAroundContainers() {
    WorkerSpec spec =
        reader.pod(
            json(
                """
                {metadata: {namespace: 'n', name: 'p'},
                 spec: {hostNetwork: true, hostIPC: true, resourceClaims: [{name: 'nics'}],
                  volumes: [{name: 'shm', emptyDir: {medium: 'Memory', sizeLimit: '16Gi'}},
                            {name: 'ib', hostPath: {path: '/dev/infiniband'}}],
                  affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [
                   {topologyKey: 'zone', labelSelector: {matchLabels: {a: 'b'}}},
                   {topologyKey: 'kubernetes.io/hostname'},
                   {topologyKey: 'kubernetes.io/hostname', labelSelector: {
                     matchLabels: {a: 'b'},
                     matchExpressions: [{key: 'c', operator: 'In', values: ['d', 'e']},
                                        {key: 'f', operator: 'Exists'},
                                        {key: 'g', operator: 'NotIn', values: ['h']}]}}]}}}}
                """));

    assertThat(spec.object().text()).isEqualTo("Pod n/p");
    assertThat(spec.hostNetwork()).isTrue();
    assertThat(spec.hostIpc()).isTrue();
    assertThat(spec.claims()).containsExactly("nics");
    assertThat(spec.volumes().get(0).inMemory()).isTrue();
    assertThat(spec.volumes().get(0).sizeBytes()).hasValue(16L << 30);
    assertThat(spec.volumes().get(1).hostPath()).contains("/dev/infiniband");
    assertThat(spec.antiAffinity()).hasSize(1);
    assertThat(spec.antiAffinity().getFirst().selects())
        .isEqualTo(Map.of("a", Set.of("b"), "c", Set.of("d", "e"), "f", Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "[]",
        "{metadata: 5, spec: []}",
        "{metadata: {labels: ['x']}, spec: {containers: {a: 1}}}",
        "{spec: {containers: ['x', null, {command: {}, args: 'x', env: 'x', resources: []}]}}",
        "{spec: {containers: [{env: [{}, 5], resources: {limits: [1]}, volumeMounts: [{}]}]}}",
        "{spec: {affinity: [], volumes: 'x', resourceClaims: {}}}",
      })
  void shouldTakeWhatIsOfAnotherTypeForAbsent(String pod) {
    assertThat(reader.pod(json(pod)).role()).isEmpty();
    assertThat(reader.pod(MissingNode.getInstance()).object().name()).isEqualTo("without a name");
  }
}
