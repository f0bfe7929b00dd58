package io.kvlane.core.finding.rules;

import static io.kvlane.core.samples.Snapshots.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.gpu.Support;
import io.kvlane.core.library.UcxComponents.Component;
import io.kvlane.core.library.UcxComponents.Domain;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.rdma.KnownDevices;
import io.kvlane.core.rdma.LockedMemory;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.rdma.RdmaDevice;
import io.kvlane.core.rdma.VerbsDevice;
import io.kvlane.core.samples.Hosts;
import io.kvlane.core.samples.Machine;
import io.kvlane.core.samples.Pairs;
import io.kvlane.core.samples.Rdma;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.samples.SickMachine;
import io.kvlane.core.samples.Snapshots;
import io.kvlane.core.samples.Workers;
import io.kvlane.core.snapshot.Look;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.RdmaInventory;
import io.kvlane.core.snapshot.TurnedOff;
import io.kvlane.core.snapshot.VerbsView;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.workload.WorkerInventory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {

  @Test
  void shouldJudgeTheWorkersOfTheNodeToo() {
    Look<Integer> watch = new Look<>(new ProbeResult.Observed<>(1), NOW, Duration.ZERO);
    NodeSnapshot node =
        Snapshots.node()
            .workers(
                WorkerInventory.NONE.with(
                    List.of(Workers.decode().without("rdma/ib").pod()), watch))
            .build();

    assertThat(Rules.evaluate(node, NOW))
        .extracting(Finding::rule)
        .containsExactly("worker-rdma-missing");
    assertThat(Rules.evaluate(node, NOW.plus(Duration.ofMinutes(16))))
        .as("what was known so long ago says nothing about now")
        .isEmpty();
  }

  private static final ProcessEnd HUNG =
      new ProcessEnd(NOW, ProcessEnd.Reason.HUNG, "no heartbeat", List.of());

  /** Everything is wrong at once. */
  private final NodeSnapshot broken =
      Snapshots.node()
          .expecting(ExpectedPath.RDMA)
          .stateProblem("no space left")
          .process("responder", HUNG)
          .process("initiator", HUNG)
          .engine(Engine.LIBFABRIC, new ProbeResult.NotPresent<>("not there", "install it"))
          .run(
              Runs.unsuccessful(
                  Runs.key(Intent.BASELINE, Engine.TCP, Operation.READ, Memory.HOST),
                  TransferResult.FAILED,
                  NOW,
                  "broken"))
          .run(Runs.corrupt(Runs.WRITE, NOW))
          .run(Runs.verified(Runs.READ, PathClass.TCP, NOW))
          .rdma(brokenRdma())
          .build();

  /** One device is lost, the other is down and cannot be used, and no memory may be locked. */
  private static RdmaInventory brokenRdma() {
    RdmaDevice left = Rdma.device("mlx5_0", Rdma.POLLING);
    RdmaDevice lost = Rdma.device("mlx5_1", Rdma.ACTIVE);
    Look<List<VerbsDevice>> look =
        new Look<>(new ProbeResult.Observed<>(List.of()), NOW, Duration.ZERO);
    return Rdma.with(
        Rdma.inventory(
            new ProbeResult.Observed<>(List.of(left)),
            NOW,
            KnownDevices.NONE.after(List.of(lost), NOW)),
        new VerbsView(
            look, Optional.of(new LockedMemory(65_536, false)), List.of(left), List.of(left)));
  }

  @Test
  void shouldFindAllThatIsWrongMostUrgentFirstThenByRuleAndSubject() {
    assertThat(Rules.evaluate(broken, NOW))
        .extracting(
            finding -> finding.severity().label() + " " + finding.rule() + ": " + finding.subject())
        .containsExactly(
            "critical path-fallback: ucx host",
            "critical payload-corrupt: loopback ucx default write host llama",
            "critical rdma-device-lost: mlx5_1",
            "critical rdma-port-down: mlx5_0:1",
            "warning engine-not-present: libfabric",
            "warning memlock-limited: probe process",
            "warning probe-process-ended: initiator",
            "warning probe-process-ended: responder",
            "warning rdma-views-differ: mlx5_0",
            "warning state-not-saved: state directory",
            "warning transfers-failing: tcp loopback");
  }

  @Test
  void shouldLetEveryRuleFindSomethingUnderItsOwnName() {
    NodeSnapshot sick = SickMachine.snapshot();
    NodeSnapshot off = Snapshots.node().turnedOff(TurnedOff.Source.ANNOTATION).build();
    for (Rule rule : Rules.all()) {
      assertThat(
              Stream.of(broken, sick, slowPairs(), slowNode(), weakNode(), off)
                  .flatMap(node -> rule.evaluate(node, NOW).stream())
                  .toList())
          .as(rule.name())
          .isNotEmpty()
          .extracting(Finding::rule)
          .containsOnly(rule.name());
    }
  }

  /** One pair is slow, one weak one way, one silent, and the others are well. */
  private static NodeSnapshot slowPairs() {
    Pairs pairs = Pairs.met();
    weakInbound(pairs, "weak");
    for (int i = 0; i < 5; i++) {
      pairs.posted("well-" + i, Operation.READ, 45e9, 45e9);
    }
    return pairs.posted("slow", Operation.READ, 5e9, 5e9).unreachable("silent", 2).node().build();
  }

  private static NodeSnapshot slowNode() {
    Pairs pairs = Pairs.met();
    for (int i = 0; i < 3; i++) {
      pairs.posted("node-" + i, Operation.READ, 5e9, 5e9);
    }
    return pairs.node().build();
  }

  private static NodeSnapshot weakNode() {
    Pairs pairs = Pairs.met();
    for (int i = 0; i < 3; i++) {
      weakInbound(pairs, "node-" + i);
    }
    return pairs.node().build();
  }

  private static void weakInbound(Pairs pairs, String peer) {
    pairs
        .posted(peer, Operation.READ, 10e9, 10e9)
        .posted(peer, Operation.WRITE, 45e9, 45e9)
        .served(peer, Operation.READ, 45e9, 45e9)
        .served(peer, Operation.WRITE, 10e9, 10e9);
  }

  @Test
  void shouldMakeOneFindingOfOneBrokenNic() {
    assertThat(Rules.evaluate(slowNode(), NOW))
        .extracting(Finding::rule)
        .containsExactly("node-slow");
    assertThat(Rules.evaluate(weakNode(), NOW))
        .extracting(Finding::rule)
        .containsExactly("node-direction");
    assertThat(Rules.evaluate(slowPairs(), NOW))
        .extracting(finding -> finding.rule() + " " + finding.subject())
        .containsExactly("pair-asymmetric weak", "pair-slow slow", "peer-unreachable silent");
  }

  @Test
  void shouldFindNothingOnAHealthyNode() {
    Snapshots healthy =
        Snapshots.node()
            .expecting(ExpectedPath.RDMA)
            .process("initiator")
            .engine(Engine.UCX, new ProbeResult.Observed<>("1.22"))
            .rdma(Rdma.inventory(Rdma.device("mlx5_0", Rdma.ACTIVE)))
            .run(Runs.verified(Runs.READ, PathClass.HOST_RDMA, NOW));

    assertThat(Rules.evaluate(healthy.build(), NOW)).isEmpty();
  }

  @Test
  void shouldFindNothingOnAHealthyMachineWithGpus() {
    RdmaDevice[] nics = {
      Rdma.at(Machine.NIC_0, Rdma.device("mlx5_0", Rdma.ACTIVE)),
      Rdma.at(Machine.NIC_1, Rdma.device("mlx5_1", Rdma.ACTIVE))
    };
    RdmaInventory rdma =
        Rdma.inventory(nics)
            .with(
                Rdma.view(
                    new ProbeResult.Observed<>(
                        List.of(
                            Rdma.verbs("mlx5_0", PortState.ACTIVE),
                            Rdma.verbs("mlx5_1", PortState.ACTIVE))),
                    nics))
            .with(
                Optional.of(
                    Rdma.window(
                        "mlx5_0", Map.of("port_xmit_data", 9_000_000L, "duplicate_request", 3L))))
            .expecting(OptionalInt.of(2));
    Snapshots healthy =
        Snapshots.node()
            .expecting(ExpectedPath.GPUDIRECT_RDMA)
            .engine(Engine.UCX, new ProbeResult.Observed<>("1.19.0"))
            .rdma(rdma)
            .inspection(
                Machine.seen()
                    .host(
                        Hosts.host()
                            .kernel("6.8.0-60-generic")
                            .module("nvidia_peermem", "570.86.15")
                            .file("infiniband/rdma_cm", true)
                            .driverGpus(Machine.GPU_0, Machine.GPU_1))
                    .bus(Machine.built(Machine.sockets()))
                    .gpus(Machine.gpu(0, Machine.GPU_0), Machine.gpu(1, Machine.GPU_1))
                    .cuda(Support.YES, Support.YES, Machine.GPU_0, Machine.GPU_1)
                    .ucx(
                        "1.19.0",
                        new Component("ib", List.of(domain("mlx5_0"), domain("mlx5_1"))),
                        new Component("cuda_cpy", List.of(domain("cuda"))))
                    .build());

    assertThat(Rules.evaluate(healthy.build(), NOW)).isEmpty();
  }

  private static Domain domain(String name) {
    return new Domain(
        name, Optional.empty(), new TreeSet<>(Set.of("host", "cuda")), Support.UNKNOWN);
  }

  @Test
  void shouldFindNothingWhereNobodyHasLooked() {
    assertThat(Rules.evaluate(Snapshots.node().build(), NOW)).isEmpty();
  }

  @Test
  void shouldStayBoundedAndKeepTheMostUrgentFindings() {
    Snapshots node = Snapshots.node().run(Runs.corrupt(Runs.READ, NOW));
    for (int process = 0; process < 2 * Rules.MOST_FINDINGS; process++) {
      node.process("process-" + process, HUNG);
    }

    assertThat(Rules.evaluate(node.build(), NOW))
        .hasSize(100)
        .first()
        .returns("payload-corrupt", Finding::rule);
  }

  @Test
  void shouldGiveAListOfRulesThatNeverChanges() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> Rules.all().clear());
    assertThat(Rules.all())
        .extracting(Rule::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*"));
  }
}
