package io.kvlane.core.path;

import static io.kvlane.core.transfer.Transport.INFINIBAND;
import static io.kvlane.core.transfer.Transport.ROCE;
import static io.kvlane.core.transfer.Transport.TCP;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvidenceTextTest {

  @Test
  void shouldPutAllEvidenceInWordsStrongestFirst() {
    PathEvidence evidence =
        Given.allowed(TCP, ROCE)
            .initiatorReceived(0.1)
            .responderAcked(0.25)
            .protocols(ROCE, INFINIBAND)
            .nic(ROCE, 101)
            .netdev(55)
            .lane("rc_mlx5/mlx5_0:1", ROCE)
            .lane("tcp/eth0", TCP)
            .evidence();

    assertThat(EvidenceText.of(evidence))
        .extracting(line -> line.kind().label() + ": " + line.text())
        .containsExactly(
            "own-sockets: initiator: 2 TCP sockets received 1000 bytes (0.1 % of the payload),"
                + " sent and had acknowledged 100 bytes (0.0 % of the payload)",
            "own-sockets: responder: 2 TCP sockets received 100 bytes (0.0 % of the payload),"
                + " sent and had acknowledged 2500 bytes (0.3 % of the payload)",
            "construction: transports the run could use on this node: roce, tcp",
            "protocol-table: UCX selected protocols over: infiniband, roce",
            "nic-counters: mlx5_0 port 1 (roce) moved 1010000 bytes (101.0 % of the payload)",
            "netdev-counters: eth0 moved 550000 bytes (55.0 % of the payload)",
            "lanes: lanes of the endpoint: rc_mlx5/mlx5_0:1 (rma), tcp/eth0");
  }

  @Test
  void shouldSayWhatCouldNotBeReadAndLeaveOutWhatThereIsNot() {
    assertThat(EvidenceText.of(Given.allowed().evidence()))
        .extracting(EvidenceLine::text)
        .containsExactly(
            "initiator: its TCP sockets could not be read",
            "responder: its TCP sockets could not be read",
            "transports the run could use on this node: none");
  }

  @Test
  void shouldSayWhyCountersAreWorthLittle() {
    PathEvidence evidence =
        Given.allowed(ROCE)
            .busyNic(ROCE, 200, 100)
            .nicNotRefreshed(ROCE, 0)
            .nicOfPackets(ROCE, 300, 20)
            .evidence();

    assertThat(EvidenceText.of(evidence))
        .filteredOn(line -> line.kind() == EvidenceKind.NIC_COUNTERS)
        .extracting(EvidenceLine::text)
        .containsExactly(
            "mlx5_0 port 1 (roce) moved 2000000 bytes (200.0 % of the payload),"
                + " shared with live traffic",
            "mlx5_1 port 1 (roce) moved 0 bytes (0.0 % of the payload),"
                + " counters not refreshed since the run",
            "rxe0 port 1 (roce) moved at most 3000000 bytes (300.0 % of the payload),"
                + " shared with live traffic");
  }
}
