package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Rdma.ACTIVE;
import static io.kvlane.core.samples.Rdma.POLLING;
import static io.kvlane.core.samples.Rdma.device;
import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.library.UcxComponents.Component;
import io.kvlane.core.library.UcxComponents.Domain;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.snapshot.ProbeResult;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UcxLacksRdmaTest {

  private static final RdmaDevice MLX5_0 = device("mlx5_0", ACTIVE);
  private static final VerbsDevice OPENED = Rdma.verbs("mlx5_0", PortState.ACTIVE);

  @Test
  void shouldFireForAnUcxThatWasBuiltWithoutRdma() {
    assertThat(findings(Machine.seen().ucx("1.19.0"), OPENED, MLX5_0))
        .containsExactly(
            new Finding(
                "ucx-lacks-rdma",
                Severity.WARNING,
                "ucx",
                "UCX in kvlane's pod finds no RDMA device, though the pod can use one.",
                List.of("libibverbs can use mlx5_0", "UCX 1.19.0: component ib is not there"),
                "Use an image with UCX's InfiniBand modules (libuct_ib, ucx_info -d | grep -i"
                    + " 'component: ib'), leave UCX_MODULE_DIR unset, and follow"
                    + " runbooks/ucx-lacks-rdma.md"));
  }

  @Test
  void shouldFireForDomainsThatCannotBeOpened() {
    assertThat(findings(Machine.seen().ucx("1.19.0", ib(Optional.of("no memory"))), OPENED, MLX5_0))
        .singleElement()
        .returns(
            List.of(
                "libibverbs can use mlx5_0",
                "UCX 1.19.0: component ib finds no device",
                "domain mlx5_0: no memory"),
            Finding::evidence);
  }

  @Test
  void shouldNotFireWhereUcxHasADevice() {
    assertThat(findings(Machine.seen().ucx("1.19.0", ib(Optional.empty())), OPENED, MLX5_0))
        .isEmpty();
  }

  @Test
  void shouldNotFireWhereLibibverbsCannotUseTheDeviceEither() {
    assertThat(
            findings(
                Machine.seen().ucx("1.19.0"), VerbsDevice.unusable("mlx5_0", "no file"), MLX5_0))
        .isEmpty();
  }

  @Test
  void shouldNotFireForEfaNorForPortsThatAreDown() {
    assertThat(
            findings(
                Machine.seen().ucx("1.19.0"),
                Rdma.verbs("rdmap0", PortState.ACTIVE),
                Rdma.efa("rdmap0", "0000:10:1b.0")))
        .isEmpty();
    assertThat(findings(Machine.seen().ucx("1.19.0"), OPENED, device("mlx5_0", POLLING))).isEmpty();
  }

  @Test
  void shouldNotFireWhenNobodyAskedUcxOrLibibverbs() {
    assertThat(findings(Machine.seen(), OPENED, MLX5_0)).isEmpty();
    assertThat(
            new UcxLacksRdma()
                .evaluate(
                    Snapshots.node()
                        .inspection(Machine.seen().ucx("1.19.0").build())
                        .rdma(Rdma.inventory(MLX5_0))
                        .build(),
                    NOW))
        .isEmpty();
  }

  private static Component ib(Optional<String> problem) {
    return new Component(
        "ib", List.of(new Domain("mlx5_0", problem, new TreeSet<>(), Support.UNKNOWN)));
  }

  private static List<Finding> findings(Machine machine, VerbsDevice verbs, RdmaDevice device) {
    return new UcxLacksRdma()
        .evaluate(
            Snapshots.node()
                .inspection(machine.build())
                .rdma(
                    Rdma.with(
                        Rdma.inventory(device),
                        Rdma.view(new ProbeResult.Observed<>(List.of(verbs)), device)))
                .build(),
            NOW);
  }
}
