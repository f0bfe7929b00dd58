package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.peer.SessionResult;
import io.kvlane.core.peer.Standing;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionTallyTest {

  private static final PeerRequest ARM = PeerRequest.arming(1);
  private static final PeerRequest CLOSE =
      PeerRequest.closing(new PeerRequest.Close(4, 4096, 1000));
  private static final PeerAnswer OPENED =
      PeerAnswer.opened(
          new ConnectionData(null, new ConnectionData.Tcp("127.0.0.1", 1, "")), Standing.UNKNOWN);
  private static final PeerAnswer CLOSED = PeerAnswer.closed(new Settled(null, true, null));
  private static final PeerAnswer PROBLEM = PeerAnswer.refused(Problem.Kind.FAILED, "it failed");

  private final SessionTally tally = new SessionTally();

  private void open() {
    assertThat(tally.answered(ControlPort.opening(), OPENED)).isEmpty();
    assertThat(tally.open()).isTrue();
  }

  @Test
  void shouldCountASessionOnceWhenItIsClosed() {
    open();
    assertThat(tally.answered(ARM, PeerAnswer.wasArmed())).isEmpty();

    assertThat(tally.answered(CLOSE, CLOSED)).contains(SessionResult.SERVED);
    assertThat(tally.open()).isFalse();
    assertThat(tally.connectionIsGone()).isEmpty();
    assertThat(tally.answered(CLOSE, PROBLEM)).isEmpty();
  }

  @Test
  void shouldCountASessionWhoseStepFailedAsFailed() {
    open();
    tally.answered(ARM, PROBLEM);
    assertThat(tally.connectionIsGone()).contains(SessionResult.FAILED);

    open();
    assertThat(tally.answered(CLOSE, PROBLEM)).contains(SessionResult.FAILED);

    open();
    assertThat(tally.connectionIsGone()).contains(SessionResult.ABANDONED);
  }

  @Test
  void shouldCountASessionWhoseTimeIsUpOnce() {
    open();

    assertThat(tally.timeIsUp()).contains(SessionResult.TIMED_OUT);
    assertThat(tally.connectionIsGone()).isEmpty();
  }

  @Test
  void shouldCountWhatWasNotOpened() {
    assertThat(tally.answered(ControlPort.opening(), PROBLEM)).contains(SessionResult.REFUSED);
    assertThat(Arrays.stream(NotNow.Reason.values()).map(this::notNow))
        .extracting(SessionResult::name)
        .isEqualTo(Arrays.stream(NotNow.Reason.values()).map(NotNow.Reason::name).toList());
    assertThat(tally.open()).isFalse();
  }

  private SessionResult notNow(NotNow.Reason reason) {
    return tally
        .answered(ControlPort.opening(), PeerAnswer.notNow(new NotNow(reason, "not now")))
        .orElseThrow();
  }

  @Test
  void shouldKeepASessionThatASecondWishFinds() {
    open();

    tally.answered(
        ControlPort.opening(), PeerAnswer.notNow(new NotNow(NotNow.Reason.BUSY, "it serves you")));

    assertThat(tally.answered(CLOSE, CLOSED)).contains(SessionResult.SERVED);
  }
}
