package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import org.junit.jupiter.api.Test;

class RdmaFewerThanTpTest {

  private final RdmaFewerThanTp rule = new RdmaFewerThanTp();
  private final Workers eight = Workers.decode().tensorParallel(8);

  @Test
  void shouldFireWhereGpusShareADevice() {
    Judgement.Mistake mistake =
        Judged.by(rule, eight.limit("rdma/ib", "4"), Places.files()).mistake();

    assertThat(mistake.severity()).isEqualTo(Severity.WARNING);
    assertThat(mistake.summary()).isEqualTo("The worker asks for 4 RDMA devices for 8 GPUs.");
    assertThat(mistake.evidence()).containsExactly("rdma/ib: 4", "tensor parallelism: 8");
    assertThat(mistake.at().text()).isEqualTo("spec.containers[0].resources.limits.rdma/ib");
  }

  @Test
  void shouldBeSilentWithOneDeviceAGpu() {
    Judged.by(rule, eight.limit("rdma/ib", "8"), Places.files()).shouldBeSilent();
  }

  @Test
  void shouldOnlyMentionOneThatMayBeAll() {
    assertThat(Judged.by(rule, eight.limit("rdma/ib", "1"), Places.files()).mistake())
        .returns(Severity.INFO, Judgement.Mistake::severity)
        .returns("The worker asks for 1 RDMA device for 8 GPUs.", Judgement.Mistake::summary);
  }

  @Test
  void shouldTakeOneOfASharedResourceForAll() {
    Judged.by(rule, eight.without("rdma/ib").limit("rdma/shared_ib", "1"), Places.files())
        .shouldBeSilent();
    Judged.by(rule, Workers.decode().tensorParallel(8).privileged(), Places.files())
        .shouldBeSilent();
  }

  @Test
  void shouldAddUpResourcesOfOneEach() {
    Workers gke = Workers.decode().without("rdma/ib").tensorParallel(4);
    for (int i = 0; i < 4; i++) {
      gke.limit("networking.gke.io.networks/rdma-" + i, "1");
      gke.limit("networking.gke.io.networks/rdma-%d.IP".formatted(i), "1");
    }
    Judged.by(rule, gke, Places.files()).shouldBeSilent();
    Judged.by(rule, gke.tensorParallel(8), Places.files()).mistake();
  }

  @Test
  void shouldNotTellWithoutNumbers() {
    assertThat(
            Judged.by(rule, Workers.decode().limit("rdma/ib", "{{ .rdma }}"), Places.files())
                .unknown())
        .contains("{{ .rdma }}");
    assertThat(
            Judged.by(
                    rule,
                    Workers.decode().tensorParallel(0).limit("nvidia.com/gpu", "8"),
                    Places.files())
                .unknown())
        .contains("how many GPUs share");
    Judged.by(rule, Workers.decode().tensorParallel(0), Places.files()).shouldBeSilent();
  }

  @Test
  void shouldLeaveAMissingDeviceToAnotherRule() {
    Judged.by(rule, eight.without("rdma/ib"), Places.files()).shouldBeSilent();
  }
}
