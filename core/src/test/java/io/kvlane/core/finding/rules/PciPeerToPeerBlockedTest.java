package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Machine.GPU_0;
import static io.kvlane.core.samples.Machine.NIC_0;
import static io.kvlane.core.samples.Machine.NIC_1;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.pci.Acs;
import io.kvlane.core.pci.Iommu;
import io.kvlane.core.samples.Function;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.samples.Snapshots;
import java.util.List;
import org.junit.jupiter.api.Test;

class PciPeerToPeerBlockedTest {

  private static final int PORT_ABOVE_GPU = 2;
  private static final int GPU = 4;
  private static final int NIC = 5;

  private final List<Function> bus = Machine.sockets();
  private final Snapshots node =
      Snapshots.node()
          .rdma(
              Rdma.inventory(
                  Rdma.at(NIC_0, device("mlx5_0", ACTIVE)),
                  Rdma.at(NIC_1, device("mlx5_1", ACTIVE))));

  @Test
  void shouldFireForABridgeThatRedirects() {
    bus.get(PORT_ABOVE_GPU).acs(Acs.REDIRECTS);

    assertThat(findings())
        .containsExactly(
            new Finding(
                "pci-peer-to-peer-blocked",
                Severity.WARNING,
                GPU_0,
                "Traffic between 0000:03:00.0 and its nearest NICs is sent through the root, or"
                    + " translated.",
                List.of(
                    "bridge 0000:02:00.0 between GPU 0000:03:00.0 and mlx5_0 redirects peer-to-peer"
                        + " requests (ACS)"),
                "Switch off ACS on these bridges (setpci -s BRIDGE ECAP_ACS+0x6.w=0000, or in the"
                    + " BIOS), boot with iommu=pt, and follow"
                    + " runbooks/pci-peer-to-peer-blocked.md"));
  }

  @Test
  void shouldFireOnceWhereAnIommuTranslatesForAll() {
    bus.forEach(function -> function.iommu(Iommu.TRANSLATES));

    assertThat(findings())
        .singleElement()
        .returns("node", Finding::subject)
        .returns(4, finding -> finding.evidence().size());
  }

  @Test
  void shouldFireForTheNicThatIsTranslated() {
    bus.get(NIC).iommu(Iommu.TRANSLATES);

    assertThat(findings())
        .singleElement()
        .returns(List.of("the IOMMU translates the addresses of 0000:04:00.0"), Finding::evidence);
  }

  @Test
  void shouldNotMindTranslationWhereGpuDirectWasMeasured() {
    bus.get(GPU).iommu(Iommu.TRANSLATES);
    node.run(Runs.verified(Runs.READ, PathClass.GPUDIRECT_RDMA, NOW));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireForWhatIsDirectPassedThroughOrUnknown() {
    assertThat(findings()).isEmpty();

    bus.forEach(function -> function.acs(Acs.UNKNOWN).iommu(Iommu.UNKNOWN));
    assertThat(findings()).isEmpty();

    bus.forEach(function -> function.iommu(Iommu.PASSTHROUGH));
    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireForABridgeThatTrafficOnlyPassesUpwards() {
    bus.get(0).acs(Acs.REDIRECTS);
    bus.get(1).acs(Acs.REDIRECTS);

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotFireBeforeTheFirstLook() {
    assertThat(new PciPeerToPeerBlocked().evaluate(node.build(), NOW)).isEmpty();
  }

  private List<Finding> findings() {
    return new PciPeerToPeerBlocked()
        .evaluate(node.inspection(Machine.seen().bus(Machine.built(bus)).build()).build(), NOW);
  }
}
