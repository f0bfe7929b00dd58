package io.kvlane.core.workload.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.samples.Places;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.workload.AssignedDevices;
import io.kvlane.core.workload.Judgement;
import io.kvlane.core.workload.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RdmaMissingTest {

  private final RdmaMissing rule = new RdmaMissing();
  private final Workers without = Workers.decode().without("rdma/ib");

  @Test
  void shouldFireWhereNoDeviceIsAskedFor() {
    Judgement.Mistake mistake = Judged.by(rule, without, Places.files()).mistake();

    assertThat(mistake.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(mistake.at().text()).isEqualTo("spec.containers[0].resources.limits");
    assertThat(mistake.evidence()).containsExactly("limits of container main: nvidia.com/gpu: 2");
    assertThat(mistake.fix()).contains("rdma/ib");
  }

  @Test
  void shouldNameEfaDevicesOnEfa() {
    assertThat(Judged.by(rule, without, Places.files(Platform.EFA)).mistake().fix())
        .contains("vpc.amazonaws.com/efa");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rdma/ib",
        "rdma/shared_ib",
        "rdma/roce_gdr",
        "rdma/hca_shared_devices_a",
        "vpc.amazonaws.com/efa",
        "networking.gke.io.networks/rdma-0",
        "openshift.io/mlx5_sriov",
        "openshift.io/sriov-ib0",
        "openshift.io/sriovrdma",
        "nvidia.com/hostdev",
        "nvidia.com/mlnxnics"
      })
  void shouldTakeNamesOfDevicePlugins(String resource) {
    Judged.by(rule, without.limit(resource, "1"), Places.files()).shouldBeSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nvidia.com/gpu",
        "memory",
        "networking.gke.io.networks/rdma-0.IP",
        "cpu",
        "x/lib",
        "x/processors"
      })
  void shouldTakeNoOtherResource(String resource) {
    Judged.by(rule, without.limit(resource, "8"), Places.files()).mistake();
  }

  @Test
  void shouldCountZeroAsNothingAndATemplateAsSomething() {
    Judged.by(rule, without.limit("rdma/ib", "0"), Places.files()).mistake();
    Judged.by(rule, without.limit("rdma/ib", "{{ .Values.rdma }}"), Places.files())
        .shouldBeSilent();
  }

  @Test
  void shouldTakePrivilegeClaimsAndGkesNetworks() {
    Judged.by(rule, Workers.decode().without("rdma/ib").privileged(), Places.files())
        .shouldBeSilent();
    Judged.by(rule, Workers.decode().without("rdma/ib").claims("rdma-nics"), Places.files())
        .shouldBeSilent();
    Judged.by(
            rule,
            without.annotation(
                "networking.gke.io/interfaces",
                "[{\"interfaceName\":\"eth1\",\"network\":\"rdma-0\"}]"),
            Places.files())
        .shouldBeSilent();
  }

  @Test
  void shouldNotTellWhatClaimsNetworksAndDeviceFilesBring() {
    assertThat(
            Judged.by(
                    rule, Workers.decode().without("rdma/ib").claims("default-gpu"), Places.files())
                .unknown())
        .endsWith(": default-gpu");
    assertThat(
            Judged.by(
                    rule,
                    Workers.decode()
                        .without("rdma/ib")
                        .annotation("k8s.v1.cni.cncf.io/networks", "roce-p2"),
                    Places.files())
                .unknown())
        .endsWith(": roce-p2");
    assertThat(
            Judged.by(
                    rule,
                    Workers.decode().without("rdma/ib").hostPath("/dev/infiniband"),
                    Places.files())
                .unknown())
        .contains("mounts /dev/infiniband");
  }

  @Test
  void shouldNotTellWithoutAContainer() {
    assertThat(Judged.by(rule, Workers.decode().withoutContainer(), Places.files()).unknown())
        .contains("no container");
  }

  @Test
  void shouldBelieveTheKubelet() {
    Judged.by(
            rule,
            without,
            Places.node(Places.infiniband("mlx5_0"))
                .assigned(
                    new AssignedDevices("main", Map.of("rdma/ib", List.of("mlx5_0")), Map.of())))
        .shouldBeSilent();
  }

  @Test
  void shouldNotConcernWorkersWithoutRoleNorNodesWithoutRdma() {
    Judged.by(rule, without, Places.node()).shouldBeSilent();
    Judged.by(rule, without.withoutRole(), Places.files()).shouldBeSilent();
  }
}
