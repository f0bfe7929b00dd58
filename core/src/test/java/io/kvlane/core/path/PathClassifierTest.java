package io.kvlane.core.path;

import static io.kvlane.core.path.EvidenceKind.CONSTRUCTION;
import static io.kvlane.core.path.EvidenceKind.LANES;
import static io.kvlane.core.path.EvidenceKind.NIC_COUNTERS;
import static io.kvlane.core.path.EvidenceKind.OWN_COPIES;
import static io.kvlane.core.path.EvidenceKind.OWN_SOCKETS;
import static io.kvlane.core.path.EvidenceKind.PROTOCOL_TABLE;
import static io.kvlane.core.path.EvidenceKind.RATE;
import static io.kvlane.core.path.Given.allowed;
import static io.kvlane.core.path.GpuEvidence.End.COPIED;
import static io.kvlane.core.path.GpuEvidence.End.HANDED_OVER;
import static io.kvlane.core.transfer.Transport.CUDA_IPC;
import static io.kvlane.core.transfer.Transport.EFA;
import static io.kvlane.core.transfer.Transport.INFINIBAND;
import static io.kvlane.core.transfer.Transport.ROCE;
import static io.kvlane.core.transfer.Transport.SHM;
import static io.kvlane.core.transfer.Transport.TCP;
import static io.kvlane.core.transfer.Transport.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.transfer.Transport;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One row a case: what was seen, and what that says. Figures are percent of the payload. */
class PathClassifierTest {

  record Case(
      String name, PathEvidence evidence, PathClass path, Transport transport, String decidedBy) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> socketsThatCarriedThePayload() {
    return Stream.of(
        tcp("both ends", allowed(TCP, ROCE).sockets(100)),
        tcp("more than the payload", allowed(TCP, ROCE).sockets(140)),
        tcp("a pull, only the initiator is readable", allowed(TCP, ROCE).initiatorReceived(100)),
        tcp("a pull, only the responder is readable", allowed(TCP, ROCE).responderAcked(100)),
        tcp("a push, only the initiator is readable", allowed(TCP, ROCE).initiatorAcked(100)),
        tcp("a push, only the responder is readable", allowed(TCP, ROCE).responderReceived(100)),
        tcp(
            "one end saw less than the other",
            allowed(TCP, ROCE).initiatorReceived(100).responderAcked(0.5)),
        tcp(
            "hidden behind a busy NIC",
            allowed(TCP, ROCE).sockets(100).busyNic(ROCE, 900, 800).netdev(900)),
        tcp(
            "lanes lie: the endpoint has an rc lane",
            allowed(TCP, ROCE).sockets(100).lane("rc_mlx5/mlx5_0:1", ROCE)),
        tcp("the protocol table lies", allowed(TCP, ROCE).sockets(100).protocols(ROCE)),
        tcp("construction lies: only RDMA was allowed", allowed(ROCE).sockets(100)),
        tcp("GPU memory staged over TCP", allowed(TCP, ROCE).cuda().sockets(100)));
  }

  static Stream<Case> socketsThatExcludeTcp() {
    return Stream.of(
        rdma("RoCE is left", allowed(TCP, ROCE).sockets(0), ROCE, OWN_SOCKETS),
        rdma("InfiniBand is left", allowed(TCP, INFINIBAND).sockets(0), INFINIBAND, OWN_SOCKETS),
        rdma("EFA is left", allowed(TCP, EFA).sockets(0), EFA, OWN_SOCKETS),
        rdma("control messages below 1 %", allowed(TCP, ROCE).sockets(0.9), ROCE, OWN_SOCKETS),
        rdma(
            "only one end is readable",
            allowed(TCP, ROCE).initiatorReceived(0.2),
            ROCE,
            OWN_SOCKETS),
        rdma(
            "netdev counters rise beside RDMA",
            allowed(TCP, ROCE).sockets(0).netdev(300),
            ROCE,
            OWN_SOCKETS),
        rdma(
            "counters of a loopback inside the NIC stand still",
            allowed(TCP, ROCE).sockets(0).nic(ROCE, 0),
            ROCE,
            OWN_SOCKETS),
        rdma(
            "two kinds of RDMA are left",
            allowed(TCP, ROCE, INFINIBAND).sockets(0),
            UNKNOWN,
            OWN_SOCKETS),
        local("shared memory is left", allowed(TCP, SHM).sockets(0), SHM, OWN_SOCKETS),
        local("CUDA IPC is left", allowed(TCP, CUDA_IPC).cuda().sockets(0), CUDA_IPC, OWN_SOCKETS),
        unknown("nothing is left", allowed(TCP).sockets(0)),
        unknown(
            "nothing is left, and counters or lanes add nothing to it",
            allowed(TCP).sockets(0).protocols(ROCE).nic(ROCE, 100).lane("rc_mlx5/mlx5_0:1", ROCE)),
        unknown("nothing was allowed at all", allowed().sockets(0)),
        unknown("GPU memory over RDMA, direct or staged", allowed(TCP, ROCE).cuda().sockets(0)),
        unknown("a transport that we do not know is left", allowed(TCP, UNKNOWN).sockets(0)),
        unknown(
            "RDMA or a transport that we do not know is left",
            allowed(TCP, ROCE, UNKNOWN).sockets(0)));
  }

  static Stream<Case> socketsThatDecideNothing() {
    return Stream.of(
        unknown("they carried 40 %", allowed(TCP, ROCE).sockets(40)),
        unknown("they carried 1 %", allowed(TCP, ROCE).sockets(1)),
        unknown("they carried just less than all", allowed(TCP, ROCE).sockets(99.9)),
        unknown("40 % although only RDMA was allowed", allowed(ROCE).sockets(40)),
        unknown("40 % although only TCP was allowed", allowed(TCP).sockets(40)),
        unknown(
            "40 % beside a protocol table and lanes that name RDMA",
            allowed(TCP, ROCE).sockets(40).protocols(ROCE).lane("rc_mlx5/mlx5_0:1", ROCE)),
        unknown("one end 40 %, the other none", allowed(TCP, ROCE).sockets(0).responderAcked(40)));
  }

  static Stream<Case> construction() {
    return Stream.of(
        rdma("forced rc, sockets unreadable", allowed(INFINIBAND), INFINIBAND, CONSTRUCTION),
        rdma("forced rc, sockets quiet", allowed(ROCE).sockets(0), ROCE, CONSTRUCTION),
        rdma("any RDMA", allowed(INFINIBAND, ROCE, EFA), UNKNOWN, CONSTRUCTION),
        local("intra-node only", allowed(SHM, CUDA_IPC), UNKNOWN, CONSTRUCTION),
        new Case(
            "TCP only, unreadable", allowed(TCP).evidence(), PathClass.TCP, TCP, by(CONSTRUCTION)),
        unknown("forced rc with GPU memory", allowed(INFINIBAND).cuda()),
        unknown("a transport that we do not know", allowed(UNKNOWN)));
  }

  static Stream<Case> freeChoiceWithoutSockets() {
    return Stream.of(
        unknown("no evidence at all", allowed(TCP, ROCE)),
        unknown("the NIC moved the payload", allowed(TCP, ROCE).nic(ROCE, 100)),
        unknown("an rc lane", allowed(TCP, ROCE).lane("rc_mlx5/mlx5_0:1", ROCE)),
        unknown("netdev counters stand still", allowed(TCP, ROCE).netdev(0)),
        rdma("the table says RDMA", allowed(TCP, ROCE).protocols(ROCE), ROCE, PROTOCOL_TABLE),
        new Case(
            "the table says TCP",
            allowed(TCP, ROCE).protocols(TCP).evidence(),
            PathClass.TCP,
            TCP,
            by(PROTOCOL_TABLE)),
        local("the table says shm", allowed(TCP, SHM).protocols(SHM), SHM, PROTOCOL_TABLE),
        unknown("the table says both", allowed(TCP, ROCE).protocols(TCP, ROCE)),
        unknown("the table is empty", allowed(TCP, ROCE).protocols()),
        unknown("the table names what was not allowed", allowed(TCP, ROCE).protocols(EFA)),
        unknown(
            "the table names RDMA and a transport that we do not know",
            allowed(TCP, ROCE).protocols(ROCE, UNKNOWN)),
        unknown(
            "the table names RDMA and what was not allowed",
            allowed(TCP, ROCE).protocols(ROCE, SHM)),
        unknown("the table says RDMA for GPU memory", allowed(TCP, ROCE).cuda().protocols(ROCE)));
  }

  static Stream<Case> sharedMemoryOrRdma() {
    return Stream.of(
        unknown(
            "packets are counted, not bytes",
            allowed(SHM, ROCE).sockets(0).nicOfPackets(ROCE, 100, 0)),
        unknown("nothing tells which", shmOrRoce()),
        rdma("the table does", shmOrRoce().protocols(ROCE), ROCE, PROTOCOL_TABLE),
        rdma("the table names TCP too", shmOrRoce().protocols(ROCE, TCP), ROCE, PROTOCOL_TABLE),
        local(
            "the table beats counters",
            shmOrRoce().protocols(SHM).nic(ROCE, 100),
            SHM,
            PROTOCOL_TABLE),
        rdma("a quiet NIC moved it", shmOrRoce().nic(ROCE, 100), ROCE, NIC_COUNTERS),
        rdma("a quiet NIC moved 90 %", shmOrRoce().nic(ROCE, 90), ROCE, NIC_COUNTERS),
        unknown("a quiet NIC moved 89 %", shmOrRoce().nic(ROCE, 89)),
        unknown("a quiet NIC of another kind moved it", shmOrRoce().nic(INFINIBAND, 100)),
        rdma("two rails share it", shmOrRoce().nic(ROCE, 50).nic(ROCE, 50), ROCE, NIC_COUNTERS),
        unknown("ports of two kinds", shmOrRoce().nic(ROCE, 50).nic(INFINIBAND, 50)),
        rdma("live traffic of 10 %", shmOrRoce().busyNic(ROCE, 110, 10), ROCE, NIC_COUNTERS),
        unknown("live traffic is counted out", shmOrRoce().busyNic(ROCE, 95, 10)),
        unknown("live traffic above 10 %", shmOrRoce().busyNic(ROCE, 111, 10.1)),
        unknown("counters not refreshed", shmOrRoce().nicNotRefreshed(ROCE, 100)),
        unknown("netdev counters say nothing", shmOrRoce().netdev(100)),
        rdma(
            "counters beat lanes",
            shmOrRoce().nic(ROCE, 100).lane("posix/memory", SHM),
            ROCE,
            NIC_COUNTERS),
        rdma("lanes", shmOrRoce().lane("rc_mlx5/mlx5_0:1", ROCE), ROCE, LANES),
        rdma(
            "lanes where counters are not refreshed",
            shmOrRoce().nicNotRefreshed(ROCE, 100).lane("rc_mlx5/mlx5_0:1", ROCE),
            ROCE,
            LANES),
        local(
            "lanes where a NIC is busy",
            shmOrRoce().busyNic(ROCE, 900, 800).lane("posix/memory", SHM),
            SHM,
            LANES),
        rdma(
            "lanes beside one of TCP",
            shmOrRoce().lane("rc_mlx5/mlx5_0:1", ROCE).lane("tcp/eth0", TCP),
            ROCE,
            LANES),
        unknown(
            "lanes of both", shmOrRoce().lane("rc_mlx5/mlx5_0:1", ROCE).lane("posix/memory", SHM)),
        unknown(
            "lanes of one that was not allowed",
            shmOrRoce().lane("rc_mlx5/mlx5_0:1", INFINIBAND).lane("posix/memory", SHM)),
        unknown(
            "a lane that we do not know",
            shmOrRoce().lane("rc_mlx5/mlx5_0:1", ROCE).lane("new/0", UNKNOWN)),
        unknown("RDMA lanes of GPU memory", shmOrRoce().cuda().lane("rc_mlx5/mlx5_0:1", ROCE)));
  }

  static Stream<Case> gpuMemoryOverRdma() {
    return Stream.of(
        staged("kvlane copied at both ends", gpu(COPIED, COPIED), OWN_COPIES),
        staged("kvlane copied at the initiator", gpu(COPIED, HANDED_OVER), OWN_COPIES),
        staged("kvlane copied at the responder", gpu(HANDED_OVER, COPIED), OWN_COPIES),
        staged(
            "kvlane copied, whatever the table says of the rest",
            gpu(COPIED, COPIED).zeroCopy(true).slowestCopy(10),
            OWN_COPIES),
        staged("kvlane copied in a forced run", allowed(ROCE).cuda(COPIED, COPIED), OWN_COPIES),
        staged("UCX copies", gpu().zeroCopy(false), PROTOCOL_TABLE),
        staged(
            "UCX copies, however fast it is",
            gpu().zeroCopy(false).slowestCopy(10),
            PROTOCOL_TABLE),
        direct("UCX copies nothing", gpu().zeroCopy(true), PROTOCOL_TABLE),
        direct(
            "UCX copies nothing, but is slow",
            gpu().zeroCopy(true).slowestCopy(900),
            PROTOCOL_TABLE),
        direct(
            "UCX copies nothing in a forced run",
            allowed(ROCE).cuda().zeroCopy(true),
            PROTOCOL_TABLE),
        direct("faster than its copies", gpu().slowestCopy(79), RATE),
        direct("faster than its copies over a busy link", gpu().slowestCopy(79).pcie(300), RATE),
        direct(
            "the lanes say RDMA, the rate says direct",
            shmOrRoce().cuda().lane("rc_mlx5/mlx5_0:1", ROCE).slowestCopy(50),
            RATE),
        unknown("not clearly faster than its copies", gpu().slowestCopy(81)),
        unknown("slower than its copies: a bad path is slow, too", gpu().slowestCopy(300)),
        unknown("faster, but the GPU's link stood still", gpu().slowestCopy(10).pcie(9)),
        unknown("the GPU's link was busy, which proves nothing", gpu().pcie(100)),
        unknown("one end does not say", gpu(HANDED_OVER, GpuEvidence.End.UNKNOWN).zeroCopy(true)),
        unknown(
            "neither end says",
            gpu(GpuEvidence.End.UNKNOWN, GpuEvidence.End.UNKNOWN).slowestCopy(10)),
        tcp("kvlane copied, and TCP carried it", gpu(COPIED, COPIED).sockets(100)),
        tcp("UCX copies nothing, but TCP carried it", gpu().zeroCopy(true).sockets(100)),
        unknown("TCP carried a part", gpu().zeroCopy(true).sockets(40)),
        local("CUDA IPC alone was allowed", allowed(CUDA_IPC).cuda(), CUDA_IPC, CONSTRUCTION),
        unknown("CUDA IPC or RDMA", allowed(TCP, ROCE, CUDA_IPC).cuda().zeroCopy(true).sockets(0)),
        local(
            "the table says CUDA IPC",
            allowed(TCP, ROCE, CUDA_IPC).cuda().zeroCopy(true).sockets(0).protocols(CUDA_IPC),
            CUDA_IPC,
            PROTOCOL_TABLE));
  }

  private static Given gpu() {
    return gpu(HANDED_OVER, HANDED_OVER);
  }

  private static Given gpu(GpuEvidence.End initiator, GpuEvidence.End responder) {
    return allowed(TCP, ROCE).sockets(0).cuda(initiator, responder);
  }

  private static Case staged(String name, Given given, EvidenceKind decidedBy) {
    return new Case(
        "staged: " + name, given.evidence(), PathClass.HOST_STAGED_RDMA, ROCE, by(decidedBy));
  }

  private static Case direct(String name, Given given, EvidenceKind decidedBy) {
    return new Case(
        "direct: " + name, given.evidence(), PathClass.GPUDIRECT_RDMA, ROCE, by(decidedBy));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "gpuMemoryOverRdma",
    "socketsThatCarriedThePayload",
    "socketsThatExcludeTcp",
    "socketsThatDecideNothing",
    "construction",
    "freeChoiceWithoutSockets",
    "sharedMemoryOrRdma"
  })
  void shouldSayNoMoreThanTheEvidence(Case given) {
    PathVerdict verdict = PathClassifier.classify(given.evidence());

    assertThat(verdict.pathClass()).isEqualTo(given.path());
    assertThat(verdict.transport()).isEqualTo(given.transport());
    assertThat(verdict.decidedBy().map(EvidenceKind::label).orElse("nothing"))
        .isEqualTo(given.decidedBy());
    assertThat(verdict.evidence()).isEqualTo(EvidenceText.of(given.evidence()));
  }

  @Test
  void shouldSayThatABusyNicIsSharedBesideTheVerdict() {
    PathVerdict verdict =
        PathClassifier.classify(allowed(TCP, ROCE).sockets(100).busyNic(ROCE, 900, 800).evidence());

    assertThat(verdict.decidedBy()).isEqualTo(Optional.of(OWN_SOCKETS));
    assertThat(verdict.evidence())
        .contains(
            new EvidenceLine(
                NIC_COUNTERS,
                "mlx5_0 port 1 (roce) moved 9000000 bytes (900.0 % of the payload),"
                    + " shared with live traffic"));
  }

  private static Given shmOrRoce() {
    return allowed(TCP, SHM, ROCE).sockets(0);
  }

  private static Case tcp(String name, Given given) {
    return new Case("tcp: " + name, given.evidence(), PathClass.TCP, TCP, by(OWN_SOCKETS));
  }

  private static Case rdma(String name, Given given, Transport transport, EvidenceKind decidedBy) {
    return new Case(
        "host-rdma: " + name, given.evidence(), PathClass.HOST_RDMA, transport, by(decidedBy));
  }

  private static Case local(String name, Given given, Transport transport, EvidenceKind decidedBy) {
    return new Case("local: " + name, given.evidence(), PathClass.LOCAL, transport, by(decidedBy));
  }

  private static Case unknown(String name, Given given) {
    return new Case("unknown: " + name, given.evidence(), PathClass.UNKNOWN, UNKNOWN, "nothing");
  }

  private static String by(EvidenceKind kind) {
    return kind.label();
  }
}
