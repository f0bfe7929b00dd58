package io.kvlane.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.workload.AssignedDevices;
import io.kvlane.core.workload.ContainerSpec;
import io.kvlane.core.workload.EnvVariable;
import io.kvlane.core.workload.FieldPath;
import io.kvlane.core.workload.ObjectRef;
import io.kvlane.core.workload.ResourceAmount;
import io.kvlane.core.workload.Role;
import io.kvlane.core.workload.ServingEngine;
import io.kvlane.core.workload.WorkerInventory;
import io.kvlane.core.workload.WorkerPod;
import io.kvlane.core.workload.WorkerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WorkerViewsTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @Test
  void shouldShowNothingBeforeAnybodyWasAsked() {
    assertThat(WorkerViews.of(WorkerInventory.NONE)).isEmpty();
  }

  @Test
  void shouldShowPodsWithTheirDevicesAndWhyTheyMayBeOthersButNoVariables() throws Exception {
    WorkerInventory workers =
        WorkerInventory.NONE
            .with(List.of(pod()), look(new ProbeResult.Failed<>("Kubernetes is away")))
            .assigned(List.of(pod()), look(new ProbeResult.NotPresent<>("no socket", "mount it")));

    assertThat(JSON.readTree(JSON.writeValueAsString(WorkerViews.of(workers).orElseThrow())))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "outcome": "failed",
                  "at": "2026-03-01T12:00:00Z",
                  "reason": "Kubernetes is away",
                  "devices": {
                    "outcome": "not_present",
                    "at": "2026-03-01T12:00:00Z",
                    "reason": "no socket",
                    "fix": "mount it"
                  },
                  "pods": [{
                    "namespace": "inference",
                    "name": "decode-0",
                    "role": "decode",
                    "deployment": "llama",
                    "engine": "vLLM",
                    "tensorParallel": 4,
                    "phase": "Running",
                    "terminating": false,
                    "containers": [{
                      "name": "main",
                      "image": "example.com/vllm:1",
                      "limits": {"rdma/ib": "4"},
                      "devices": {"rdma/ib": ["mlx5_0", "mlx5_1"]}
                    }]
                  }]
                }
                """));
  }

  private static Look<Integer> look(ProbeResult<Integer> result) {
    return new Look<>(result, Nodes.NOW, Duration.ZERO);
  }

  private static WorkerPod pod() {
    ContainerSpec container =
        new ContainerSpec(
            "main",
            Optional.of("example.com/vllm:1"),
            List.of("vllm", "serve"),
            FieldPath.OBJECT,
            List.of(
                new EnvVariable(
                    "HF_TOKEN", Optional.of("secret"), Optional.empty(), FieldPath.OBJECT)),
            false,
            Map.of("rdma/ib", new ResourceAmount("4", OptionalLong.of(4), FieldPath.OBJECT)),
            List.of(),
            false,
            List.of(),
            Map.of(),
            FieldPath.OBJECT);
    return new WorkerPod(
        "uid",
        new WorkerSpec(
            new ObjectRef("Pod", Optional.of("inference"), "decode-0"),
            Optional.of(Role.DECODE),
            Optional.of("llama"),
            Optional.of(ServingEngine.VLLM),
            OptionalInt.of(4),
            Map.of(),
            Map.of(),
            List.of(container),
            List.of(),
            List.of(),
            List.of(),
            false,
            false,
            FieldPath.OBJECT),
        "Running",
        false,
        Optional.of(
            List.of(
                new AssignedDevices(
                    "main", Map.of("rdma/ib", List.of("mlx5_0", "mlx5_1")), Map.of()))));
  }
}
