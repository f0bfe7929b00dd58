package io.kvlane.exporters.prometheus;

import static io.kvlane.exporters.prometheus.SnapshotBuilder.NOW;

import io.kvlane.core.finding.Severity;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.SessionResult;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.rdma.PortState;
import io.kvlane.core.snapshot.ControlReport;
import io.kvlane.core.snapshot.NodeSnapshot;
import io.kvlane.core.snapshot.PeerInventory;
import io.kvlane.core.snapshot.ProbeResult;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes whose whole exposition is kept in a golden file. */
enum Scenario {
  /**
   * Nothing was looked at and nothing was moved: nearly nothing to say, and no zero that is a lie.
   */
  BEFORE_FIRST_RUN("before-first-run") {
    @Override
    NodeSnapshot snapshot() {
      return new SnapshotBuilder()
          .profile(KvPreset.LLAMA_3_1_8B)
          .process("initiator", Map.of())
          .process("responder", Map.of())
          .build();
    }
  },

  /** TCP is all there is, nobody expects more, and all is well: no fallback series. */
  TCP_ONLY_WITHOUT_EXPECTATION("tcp-only-without-expectation") {
    @Override
    NodeSnapshot snapshot() {
      Runs read = Runs.of(Intent.DEFAULT, Engine.UCX, Operation.READ);
      Runs write = Runs.of(Intent.DEFAULT, Engine.UCX, Operation.WRITE);
      Runs baseline = Runs.of(Intent.BASELINE, Engine.TCP, Operation.READ);
      Runs efa = Runs.of(Intent.DEFAULT, Engine.LIBFABRIC, Operation.READ);
      return new SnapshotBuilder()
          .profile(KvPreset.LLAMA_3_1_8B)
          .runs(
              read.verified(
                  NOW.minusSeconds(75), Duration.ofMillis(31), PathClass.TCP, Transport.TCP),
              read.verified(
                  NOW.minusSeconds(15), Duration.ofMillis(32), PathClass.TCP, Transport.TCP),
              write.verified(
                  NOW.minusSeconds(14), Duration.ofMillis(40), PathClass.TCP, Transport.TCP),
              baseline.verified(
                  NOW.minusSeconds(13), Duration.ofMillis(16), PathClass.TCP, Transport.TCP),
              efa.skipped(NOW.minusSeconds(12), SkipReason.NOT_PRESENT))
          .engine(Engine.UCX, new ProbeResult.Observed<>("1.18.1"), Duration.ofMillis(42))
          .engine(
              Engine.LIBFABRIC,
              new ProbeResult.NotPresent<>("libfabric.so.1 was not found", "Install libfabric."),
              Duration.ofMillis(3))
          .engine(Engine.TCP, new ProbeResult.Observed<>("25.0.1"), Duration.ofMillis(1))
          .rdma(
              Rdma.inventory(
                  new ProbeResult.NotPresent<>("no RDMA driver is loaded", "Load it."),
                  new ProbeResult.NotPresent<>("no devices", "Load ib_uverbs.")))
          .process("initiator", Map.of())
          .process("responder", Map.of())
          .budgetUsed(0.0625)
          .build();
    }
  },

  /** GPUs and a NIC: what is known of each pair, and nothing of what was not tested. */
  GPUS_BESIDE_A_NIC("gpus-beside-a-nic") {
    @Override
    NodeSnapshot snapshot() {
      return new SnapshotBuilder()
          .profile(KvPreset.LLAMA_3_1_8B)
          .rdma(
              Rdma.inventory(
                  new ProbeResult.Observed<>(
                      List.of(Rdma.roce("mlx5_0", PortState.ACTIVE, "LinkUp"))),
                  new ProbeResult.Failed<>("killed by signal 11")))
          .inspection(Machines.twoGpus())
          .process("inspector", Map.of(ProcessEnd.Reason.CRASHED, 1L))
          .build();
    }
  },

  /** Transfers were turned off a moment ago: what they showed is no longer said, counts stay. */
  TRANSFERS_TURNED_OFF("transfers-turned-off") {
    @Override
    NodeSnapshot snapshot() {
      Runs read = Runs.of(Intent.DEFAULT, Engine.UCX, Operation.READ);
      return new SnapshotBuilder()
          .profile(KvPreset.LLAMA_3_1_8B)
          .expecting(ExpectedPath.RDMA, Expectation.Source.LEARNED)
          .runs(
              read.verified(
                  NOW.minusSeconds(15), Duration.ofMillis(32), PathClass.TCP, Transport.TCP),
              read.skipped(NOW.minusSeconds(1), SkipReason.TURNED_OFF))
          .finding("transfers-turned-off", Severity.INFO, "node", "Transfers are turned off.")
          .turnedOff()
          .build();
    }
  },

  /** A cluster of four other nodes, two of whose pairs are shown. */
  PAIRS_WITH_OTHER_NODES("pairs-with-other-nodes") {
    @Override
    NodeSnapshot snapshot() {
      PairRuns pairs =
          new PairRuns()
              .cluster(List.of("node-2", "node-3", "node-4", "node-5"), "node-2")
              .meetings("node-2", 5, 4)
              .served("node-2", 2, 16)
              .heard("node-2")
              .meetings("node-3", 1, 10)
              .meetings("node-4", 1, 3)
              .ran(
                  Runs.of(Intent.DEFAULT, Engine.UCX, Operation.READ)
                      .with("node-5")
                      .skipped(NOW.minusSeconds(9), SkipReason.LIVE_TRAFFIC));
      return pairs
          .to(
              new SnapshotBuilder()
                  .profile(KvPreset.LLAMA_3_1_8B)
                  .expecting(ExpectedPath.RDMA, Expectation.Source.LEARNED)
                  .rdma(
                      Rdma.inventory(
                          new ProbeResult.Observed<>(
                              List.of(Rdma.roce("mlx5_0", PortState.ACTIVE, "LinkUp"))),
                          new ProbeResult.Failed<>("killed by signal 11"))),
              2)
          .build();
    }
  },

  /** An agent that listens for others: who was served, and who was refused. */
  LISTENS_FOR_OTHERS("listens-for-others") {
    @Override
    NodeSnapshot snapshot() {
      return new SnapshotBuilder()
          .profile(KvPreset.LLAMA_3_1_8B)
          .peers(
              PeerInventory.NONE.with(
                  Optional.of(
                      new ControlReport(
                          Map.of(Refusal.NOT_TLS, 3L, Refusal.EXPIRED_CERTIFICATE, 40L),
                          Map.of(SessionResult.SERVED, 120L, SessionResult.BUSY, 7L),
                          2))))
          .build();
    }
  },

  /** Two prefill workers and a decode worker, and a kubelet that does not answer. */
  WORKERS_ON_THE_NODE("workers-on-the-node") {
    @Override
    NodeSnapshot snapshot() {
      return new SnapshotBuilder()
          .profile(KvPreset.LLAMA_3_1_8B)
          .expecting(ExpectedPath.RDMA, Expectation.Source.ALLOCATABLE)
          .workers(Workers.pods(2, 1))
          .build();
    }
  },

  /** A node that has shown RDMA now moves its bytes over TCP, and its probe process keeps dying. */
  RDMA_EXPECTED_TCP_TAKEN("rdma-expected-tcp-taken") {
    @Override
    NodeSnapshot snapshot() {
      Runs read = Runs.of(Intent.DEFAULT, Engine.UCX, Operation.READ);
      Runs write = Runs.of(Intent.DEFAULT, Engine.UCX, Operation.WRITE);
      Runs port = Runs.of(Intent.FORCED, Engine.UCX, Operation.READ).on("mlx5_0:1");
      Runs otherPort = Runs.of(Intent.FORCED, Engine.UCX, Operation.READ).on("mlx5_1:1");
      return new SnapshotBuilder()
          .profile(KvPreset.LLAMA_3_1_8B)
          .profile(KvPreset.DEEPSEEK_MLA)
          .expecting(ExpectedPath.RDMA, Expectation.Source.LEARNED)
          .runs(
              read.verified(
                  NOW.minusSeconds(30), Duration.ofMillis(250), PathClass.TCP, Transport.TCP),
              write.unsuccessful(NOW.minusSeconds(149), TransferResult.FAILED),
              write.verified(
                  NOW.minusSeconds(89), Duration.ofMillis(4), PathClass.HOST_RDMA, Transport.ROCE),
              write.skipped(NOW.minusSeconds(29), SkipReason.BACKOFF),
              port.corrupt(NOW.minusSeconds(28), Duration.ofMillis(4)),
              otherPort.verified(
                  NOW.minusSeconds(200), Duration.ofMillis(3), PathClass.HOST_RDMA, Transport.ROCE),
              otherPort.unsuccessful(NOW.minusSeconds(27), TransferResult.TIMED_OUT))
          .engine(Engine.UCX, new ProbeResult.Observed<>("1.18.1"), Duration.ofMillis(42))
          .engine(
              Engine.LIBFABRIC,
              new ProbeResult.TimedOut<>("no answer in 5 s"),
              Duration.ofSeconds(5))
          .rdma(
              Rdma.inventory(
                  new ProbeResult.Observed<>(
                      List.of(
                          Rdma.roce("mlx5_0", PortState.ACTIVE, "LinkUp"),
                          Rdma.roce("mlx5_1", PortState.DOWN, "Polling"),
                          Rdma.soft("rxe0"))),
                  new ProbeResult.Observed<>(List.of())))
          .process("initiator", Map.of(ProcessEnd.Reason.CRASHED, 2L, ProcessEnd.Reason.HUNG, 1L))
          .process("responder", Map.of())
          .finding(
              "path-fallback",
              Severity.CRITICAL,
              "ucx host",
              "Bytes went over TCP, but this node has shown RDMA.")
          .finding(
              "probe-process-ended",
              Severity.WARNING,
              "initiator",
              "The initiator ended by itself, signal 6.")
          .budgetUsed(1.25)
          .build();
    }
  };

  private final String file;

  Scenario(String file) {
    this.file = file;
  }

  abstract NodeSnapshot snapshot();

  /** Name of the golden files, without extension. */
  String file() {
    return file;
  }
}
