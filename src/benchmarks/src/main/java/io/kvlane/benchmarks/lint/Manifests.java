package io.kvlane.benchmarks.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of many deployments in the style of llm-d, every second of which has mistakes. */
final class Manifests {

  private Manifests() {}

  /** Writes a file of so many documents. */
  static void write(Path file, int documents) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < documents; i++) {
      text.append(document(i));
    }
    Files.writeString(file, text);
  }

  /** A document: prefill and decode of a model take turns. */
  static String document(int number) {
    String role = number % 2 == 0 ? "prefill" : "decode";
    return """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: model-%1$d-%2$s
      namespace: inference
    spec:
      replicas: 2
      selector:
        matchLabels: {app: model-%1$d-%2$s}
      template:
        metadata:
          labels:
            app: model-%1$d-%2$s
            llm-d.ai/role: %2$s
            llm-d.ai/model: model-%1$d
        spec:
          containers:
            - name: modelserver
              image: registry.example/vllm:v0.12
              command: [vllm, serve]
              args:
                - example/model-%1$d
                - --tensor-parallel-size=4
                - --kv-transfer-config
                - '{"kv_connector": "NixlConnector", "kv_role": "kv_both"}'
              env:
                - name: VLLM_NIXL_SIDE_CHANNEL_HOST
                  valueFrom: {fieldRef: {fieldPath: status.podIP}}
                - name: UCX_TLS
                  value: %3$s
                - name: UCX_RNDV_THRESH
                  value: %4$s
              securityContext:
                capabilities:
                  add: [IPC_LOCK]
              resources:
                limits:
                  nvidia.com/gpu: "4"
                  rdma/ib: "4"
              volumeMounts:
                - {name: shm, mountPath: /dev/shm}
          volumes:
            - name: shm
              emptyDir: {medium: Memory, sizeLimit: 16Gi}
    """
        .formatted(
            number / 2,
            role,
            number % 2 == 0 ? "rc,cuda_copy,cuda_ipc" : "tcp",
            number % 2 == 0 ? "inf" : "\"0\"");
  }
}
