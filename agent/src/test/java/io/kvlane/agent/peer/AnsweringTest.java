package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.peer.PeerRequest.Arm;
import io.kvlane.agent.peer.PeerRequest.Close;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnsweringTest {

  private static final String ADDRESS = "127.0.0.1";

  /** Sessions in which every step goes wrong in its own way. */
  private static final class Broken implements Sessions {

    final List<Object> ended = new ArrayList<>();

    @Override
    public PeerAnswer open(Object owner, Open wanted, String address) {
      throw new IllegalStateException("broken");
    }

    @Override
    public PeerAnswer arm(Object owner, Arm arm) throws InterruptedException {
      throw new InterruptedException("ending");
    }

    @Override
    public PeerAnswer close(Object owner, Close moved) {
      throw new IllegalArgumentException("broken");
    }

    @Override
    public void end(Object owner) {
      ended.add(owner);
      throw new IllegalStateException("broken");
    }
  }

  private final Broken broken = new Broken();
  private final Answering answering = new Answering(broken);

  @Test
  void shouldAnswerAndEndTheSessionWhenAStepIsBroken() {
    assertThat(answering.answer(this, ControlPort.opening(), ADDRESS).problem())
        .isEqualTo(
            answering.answer(this, PeerRequest.closing(new Close(1, 1, 1)), ADDRESS).problem())
        .isEqualTo(new Problem(Problem.Kind.FAILED, "the agent failed: its log says how", null));
    assertThat(broken.ended).containsExactly(this, this);
  }

  @Test
  void shouldSayThatTheAgentIsEnding() {
    PeerAnswer answer = answering.answer(this, PeerRequest.arming(1), ADDRESS);

    assertThat(answer.notNow()).isEqualTo(new NotNow(NotNow.Reason.ENDING, "the agent is ending"));
    assertThat(Thread.interrupted()).isTrue();
  }
}
