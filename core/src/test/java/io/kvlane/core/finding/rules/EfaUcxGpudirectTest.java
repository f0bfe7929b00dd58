package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Machine.NIC_0;
import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.samples.Hosts;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.transfer.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

class EfaUcxGpudirectTest {

  private final Snapshots node =
      Snapshots.node().rdma(Rdma.inventory(Rdma.efa("rdmap16s27", NIC_0)));

  @Test
  void shouldTellWhereUcxIsInUse() {
    node.engine(Engine.UCX, new ProbeResult.Observed<>("1.19.0"));

    assertThat(findings("6.8.0-1021-aws"))
        .containsExactly(
            new Finding(
                "efa-ucx-gpudirect",
                Severity.INFO,
                "ucx",
                "Over EFA, UCX has no GPUDirect on kernel 6.8.0-1021-aws.",
                List.of(
                    "kernel 6.8.0-1021-aws is 6.8 or later",
                    "kvlane transfers over UCX on this node"),
                "Let workers use NIXL's LIBFABRIC backend (vLLM: kv_connector_extra_config"
                    + " {\"backends\": [\"LIBFABRIC\"]}), and follow"
                    + " runbooks/efa-ucx-gpudirect.md"));
  }

  @Test
  void shouldWarnWhereGpuDirectIsExpected() {
    node.expecting(ExpectedPath.GPUDIRECT_RDMA)
        .engine(Engine.UCX, new ProbeResult.Observed<>("1.19.0"));

    assertThat(findings("6.8.0")).singleElement().returns(Severity.WARNING, Finding::severity);
  }

  @Test
  void shouldNotFireWithoutUcxOrOnAnOlderKernel() {
    assertThat(findings("6.8.0")).isEmpty();

    node.engine(Engine.UCX, new ProbeResult.NotPresent<>("no libucp", "install it"));
    assertThat(findings("6.8.0")).isEmpty();

    node.engine(Engine.UCX, new ProbeResult.Observed<>("1.19.0"));
    assertThat(findings("6.1.0")).isEmpty();
    assertThat(findings("")).isEmpty();
  }

  @Test
  void shouldNotFireWithoutEfa() {
    node.engine(Engine.UCX, new ProbeResult.Observed<>("1.19.0"))
        .rdma(Rdma.inventory(Rdma.at(NIC_0, device("mlx5_0", ACTIVE))));

    assertThat(findings("6.8.0")).isEmpty();
  }

  private List<Finding> findings(String kernel) {
    return new EfaUcxGpudirect()
        .evaluate(
            node.inspection(
                    Machine.seen()
                        .host(Hosts.host().kernel(kernel))
                        .bus(Machine.built(Machine.socket(0)))
                        .build())
                .build(),
            NOW);
  }
}
