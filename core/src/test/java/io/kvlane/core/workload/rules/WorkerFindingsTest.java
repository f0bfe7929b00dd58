package io.kvlane.core.workload.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.WorkerPod;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkerFindingsTest {

  private final Snapshots node =
      Snapshots.node().rdma(Rdma.inventory(device("mlx5_0", ACTIVE), device("mlx5_1", ACTIVE)));

  private List<Finding> findings(WorkerPod... pods) {
    return WorkerFindings.of(node.build(), List.of(pods), NOW);
  }

  private static Workers withoutLock(String name) {
    return Workers.decode().named(name).capabilities();
  }

  @Test
  void shouldMakeAFindingOfAMistake() {
    assertThat(findings(withoutLock("decode-0").pod()))
        .containsExactly(
            new Finding(
                "worker-ipc-lock-missing",
                Severity.WARNING,
                "pod/inference/decode-0",
                "The worker may not lock the memory that RDMA needs.",
                List.of(
                    "at spec.containers[0].securityContext.capabilities.add",
                    "capabilities added to container main: none"),
                "Add the capability: securityContext: {capabilities: {add: [\"IPC_LOCK\"]}},"
                    + " and follow runbooks/worker-ipc-lock-missing.md"));
  }

  @Test
  void shouldFindNothingInPodsThatAreWellNorInWhatNobodyKnows() {
    assertThat(findings(Workers.decode().pod(), Workers.prefill().configMap("UCX_TLS").pod()))
        .isEmpty();
    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldMakeOneFindingOfAllPodsOfADeployment() {
    List<WorkerPod> pods =
        IntStream.range(0, 8).mapToObj(i -> withoutLock("decode-" + i).pod()).toList();

    for (List<WorkerPod> order : List.of(pods, pods.reversed())) {
      assertThat(WorkerFindings.of(node.build(), order, NOW))
          .singleElement()
          .returns("pod/inference/decode-0", Finding::subject)
          .returns("The worker may not lock the memory that RDMA needs. (8 pods)", Finding::summary)
          .extracting(Finding::evidence)
          .isEqualTo(
              List.of(
                  "at spec.containers[0].securityContext.capabilities.add",
                  "capabilities added to container main: none",
                  "also: decode-1, decode-2, decode-3, decode-4, decode-5 and 2 more"));
    }
  }

  @Test
  void shouldKnowPodsOfOneTemplateByTheirLabels() {
    assertThat(
            findings(
                withoutLock("a").deployment("").label("pod-template-hash", "5d8").pod(),
                withoutLock("b").deployment("").label("pod-template-hash", "5d8").pod(),
                withoutLock("c").deployment("").pod()))
        .extracting(Finding::subject)
        .containsExactly("pod/inference/a", "pod/inference/c");
  }

  @Test
  void shouldKeepRolesAndRulesApart() {
    assertThat(
            findings(
                withoutLock("decode-0").env("UCX_TLS", "tcp,cuda").pod(),
                Workers.prefill().capabilities().pod()))
        .extracting(finding -> finding.rule() + " " + finding.subject())
        .containsExactly(
            "worker-ipc-lock-missing pod/inference/decode-0",
            "worker-ucx-tls-no-rdma pod/inference/decode-0",
            "worker-ipc-lock-missing pod/inference/prefill-0");
  }

  @Test
  void shouldLeaveOutPodsThatEnd() {
    assertThat(findings(withoutLock("decode-0").ending())).isEmpty();
    WorkerPod pod = withoutLock("decode-0").pod();
    assertThat(
            Stream.of("Succeeded", "Failed")
                .flatMap(phase ->
                    findings(new WorkerPod(pod.uid(), pod.spec(), phase, false, pod.devices()))
                        .stream()))
        .isEmpty();
  }

  @Test
  void shouldBoundEvidence() {
    List<WorkerPod> pods =
        IntStream.range(0, 30)
            .mapToObj(i -> Workers.decode().named("d-" + (10 + i)).capabilities("CAP_" + i).pod())
            .toList();

    assertThat(WorkerFindings.of(node.build(), pods, NOW))
        .singleElement()
        .extracting(Finding::evidence)
        .satisfies(evidence -> assertThat(evidence).hasSize(14));
    assertThat(WorkerFindings.of(node.build(), Collections.emptyList(), NOW)).isEmpty();
  }
}
