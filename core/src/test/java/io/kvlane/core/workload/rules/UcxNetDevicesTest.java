package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.Judgement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UcxNetDevicesTest {

  private final UcxNetDevices rule = new UcxNetDevices();

  /** Two ports, one that is down, and one to manage the node. */
  private static Places node() {
    return Places.node(
            Places.infiniband("mlx5_0"),
            Places.infiniband("mlx5_1"),
            Places.down("mlx5_2"),
            Places.roce("mlx5_3"))
        .management("eno1");
  }

  private Judged judged(String value) {
    return Judged.by(rule, Workers.decode().env("UCX_NET_DEVICES", value), node());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlx5_0:1",
        "mlx5_0:1,mlx5_1:1",
        "mlx5_0",
        "mlx5_[0-1]:1",
        "mlx5_0:1,eth0",
        "^mlx5_3",
        "^mlx5_3:1,mlx5_0:1"
      })
  void shouldBeSilentWithWorkingPorts(String value) {
    judged(value).shouldBeSilent();
  }

  @Test
  void shouldNameEachDeviceThatIsOfNoUse() {
    Judgement.Mistake mistake = judged("mlx5_[0-4]:1,mlx5_0:2,eno1").mistake();

    assertThat(mistake.severity()).isEqualTo(Severity.WARNING);
    assertThat(mistake.evidence())
        .containsExactly(
            "UCX_NET_DEVICES=mlx5_[0-4]:1,mlx5_0:2,eno1",
            "mlx5_2:1 is down",
            "mlx5_3:1 is roce, which is not the node's KV network",
            "mlx5_4:1 is not on this node",
            "mlx5_0:2 is not on this node",
            "eno1 is a management interface");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eth0", "mlx5_2:1", "mlx5_9:1", "mlx5_3:1", "^mlx5_0,mlx5_1"})
  void shouldBeCriticalWhereNoPortIsLeft(String value) {
    assertThat(judged(value).mistake())
        .returns(Severity.CRITICAL, Judgement.Mistake::severity)
        .returns("UCX_NET_DEVICES leaves no working RDMA device.", Judgement.Mistake::summary);
  }

  @Test
  void shouldWarnOfAllWhereThereAreManagementInterfaces() {
    assertThat(judged("all").mistake().evidence())
        .containsExactly(
            "UCX_NET_DEVICES=all", "mlx5_3:1 is roce, which is not the node's KV network");
    assertThat(
            Judged.by(
                    rule, Workers.decode().hostNetwork().env("UCX_NET_DEVICES", "^mlx5_3"), node())
                .mistake()
                .evidence())
        .containsExactly("UCX_NET_DEVICES=^mlx5_3", "eno1 is a management interface");
    Judged.by(
            rule,
            Workers.decode().env("UCX_NET_DEVICES", "all"),
            Places.node(Places.infiniband("mlx5_0")))
        .shouldBeSilent();
  }

  @Test
  void shouldKnowInterfacesWherePodAndNodeShareThem() {
    Workers worker = Workers.decode().hostNetwork().env("UCX_NET_DEVICES", "mlx5_0:1,eth7");

    assertThat(Judged.by(rule, worker, node().interfaces("eth0")).mistake().evidence())
        .contains("eth7 is not on this node");
    Judged.by(rule, worker, node().interfaces("eth7")).shouldBeSilent();
    Judged.by(rule, worker, node()).shouldBeSilent();
  }

  @Test
  void shouldNotTellWithoutANode() {
    assertThat(
            Judged.by(rule, Workers.decode().env("UCX_NET_DEVICES", "mlx5_0:1"), Places.files())
                .unknown())
        .isEqualTo("the devices of the node are not known");
  }
}
