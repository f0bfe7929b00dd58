package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionGateTest {

  private static final String FLOOD = "10.0.0.66";
  private static final String PEER = "10.0.0.7";

  private final ConnectionGate<String> gate = new ConnectionGate<>();

  /** Connections "0" to "n - 1" from an address, none of which has to give way. */
  private void handshakes(int number, String address) {
    for (int i = 0; i < number; i++) {
      assertThat(gate.admit(Integer.toString(i), address)).isEmpty();
    }
  }

  private void through(int number, String address) {
    for (int i = 0; i < number; i++) {
      assertThat(gate.admit(Integer.toString(i), address)).isEmpty();
      assertThat(gate.withoutSession(Integer.toString(i))).isEmpty();
    }
  }

  @Test
  void shouldLetTheOldestHandshakeGiveWay() {
    handshakes(ConnectionGate.MOST_IN_HANDSHAKE, FLOOD);

    assertThat(gate.admit("newcomer", FLOOD)).contains("0");
    assertThat(gate.admit("another", FLOOD)).contains("1");
  }

  @Test
  void shouldLetTheAddressThatHoldsMostGiveWay() {
    gate.admit("peer", PEER);
    handshakes(ConnectionGate.MOST_IN_HANDSHAKE - 1, FLOOD);

    assertThat(gate.admit("newcomer", PEER)).contains("0");
  }

  @Test
  void shouldKeepAPeerThroughAFlood() {
    gate.admit("peer", PEER);
    for (int i = 0; i < 1000; i++) {
      gate.admit(Integer.toString(i), FLOOD)
          .ifPresent(givesWay -> assertThat(givesWay).isNotEqualTo("peer"));
    }

    assertThat(gate.size()).isEqualTo(ConnectionGate.MOST_IN_HANDSHAKE);
    assertThat(gate.withoutSession("peer")).isEmpty();
  }

  @Test
  void shouldCountTheNewcomersOwnConnections() {
    for (int i = 0; i < ConnectionGate.MOST_IN_HANDSHAKE; i++) {
      gate.admit(Integer.toString(i), "10.0.1." + i);
    }

    assertThat(gate.admit("newcomer", "10.0.1.5")).contains("5");
  }

  @Test
  void shouldBoundThoseThatSayNothingApartFromThoseInTheirHandshake() {
    through(ConnectionGate.MOST_WITHOUT_SESSION, FLOOD);
    assertThat(gate.admit("newcomer", FLOOD)).isEmpty();

    assertThat(gate.withoutSession("newcomer")).contains("0");
  }

  @Test
  void shouldLetThoseThatWaitForAnAnswerGiveWayLast() {
    through(ConnectionGate.MOST_WITHOUT_SESSION, FLOOD);
    gate.asks("0");
    gate.asks("1");
    gate.admit("newcomer", PEER);

    assertThat(gate.withoutSession("newcomer")).contains("2");
  }

  @Test
  void shouldLetOneGiveWayEvenIfAllWaitForAnAnswer() {
    through(ConnectionGate.MOST_WITHOUT_SESSION, FLOOD);
    for (int i = 0; i < ConnectionGate.MOST_WITHOUT_SESSION; i++) {
      gate.asks(Integer.toString(i));
    }
    gate.admit("newcomer", PEER);

    assertThat(gate.withoutSession("newcomer")).contains("0");
  }

  @Test
  void shouldNeverLetASessionGiveWay() {
    through(ConnectionGate.MOST_WITHOUT_SESSION, FLOOD);
    gate.holdsSession("0");
    gate.admit("one more", FLOOD);
    assertThat(gate.withoutSession("one more")).isEmpty();
    gate.admit("newcomer", FLOOD);

    assertThat(gate.withoutSession("newcomer")).contains("1");
  }

  @Test
  void shouldCountAConnectionAgainOnceItsSessionHasEnded() {
    through(ConnectionGate.MOST_WITHOUT_SESSION, FLOOD);
    gate.holdsSession("0");
    gate.admit("newcomer", FLOOD);
    gate.withoutSession("newcomer");

    assertThat(gate.withoutSession("0")).contains("1");
  }

  @Test
  void shouldForgetThoseThatHaveLeft() {
    handshakes(ConnectionGate.MOST_IN_HANDSHAKE, FLOOD);
    gate.left("17");
    gate.left("17");

    assertThat(gate.size()).isEqualTo(ConnectionGate.MOST_IN_HANDSHAKE - 1);
    assertThat(gate.admit("newcomer", PEER)).isEmpty();
  }

  @Test
  void shouldTakeNoNoteOfThoseItDoesNotKnow() {
    gate.asks("stranger");
    gate.holdsSession("stranger");

    assertThat(gate.withoutSession("stranger")).isEmpty();
    assertThat(gate.size()).isZero();
  }
}
