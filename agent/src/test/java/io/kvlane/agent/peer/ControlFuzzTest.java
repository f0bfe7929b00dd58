package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.peer.PeerRequest.Arm;
import io.kvlane.agent.peer.PeerRequest.Close;
import io.kvlane.agent.peer.PeerRequest.Met;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.core.peer.Refusal;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are nearly messages, and noise: from a seed, so that a failure can be repeated. */
@Timeout(300)
class ControlFuzzTest {

  private static final int INPUTS = 100_000;
  private static final int INPUTS_OVER_TLS = 200;
  private static final long SEED = 20_260_301;

  private static final List<Buffer> VALID =
      List.of(
          PeerProtocol.line(ControlPort.opening()),
          PeerProtocol.line(
              PeerRequest.opening(
                  new Open(
                      "node-2",
                      "node-1",
                      new Met("0123456789abcdef", 17),
                      Intent.DEFAULT,
                      Engine.UCX,
                      Operation.READ,
                      Memory.HOST,
                      "llama-3.1-8b",
                      ControlPort.SHAPE,
                      Long.MIN_VALUE,
                      30_000,
                      new Standing(OptionalLong.of(50_000_000_000L), 7, 1)))),
          PeerProtocol.line(PeerRequest.arming(Long.MAX_VALUE)),
          PeerProtocol.line(PeerRequest.closing(new Close(4, 4096, 1_000_000))));

  /** Serves whoever asks, and refuses to be given what no native code should see. */
  private static final class WarySessions implements Sessions {

    private @Nullable Object owner;
    private int opened;
    private int armed;
    private int closed;

    @Override
    public PeerAnswer open(Object by, Open wanted, String address) {
      assertThat(wanted.from()).hasSizeBetween(1, 253);
      assertThat(wanted.to()).hasSizeBetween(1, 253);
      assertThat(wanted.profile()).hasSizeBetween(1, 253);
      assertThat(wanted.shape().regions()).isPositive();
      assertThat(wanted.shape().blocksPerRegion()).isPositive();
      assertThat(wanted.shape().descriptorBytes()).isPositive();
      assertThat(wanted.shape().totalBytes()).isPositive();
      owner = by;
      opened++;
      return PeerAnswer.opened(
          new ConnectionData(null, new ConnectionData.Tcp(address, 1, "")), wanted.standing());
    }

    @Override
    public PeerAnswer arm(Object by, Arm arm) {
      armed++;
      return PeerAnswer.wasArmed();
    }

    @Override
    public PeerAnswer close(Object by, Close moved) {
      assertThat(moved.descriptors()).isNotNegative();
      assertThat(moved.descriptorBytes()).isNotNegative();
      assertThat(moved.transferNanos()).isNotNegative();
      closed++;
      return by.equals(owner)
          ? PeerAnswer.closed(new Settled(null, true, null))
          : PeerAnswer.refused(Problem.Kind.INVALID, "there is no session");
    }

    @Override
    public void end(Object by) {
      if (by.equals(owner)) {
        owner = null;
      }
    }
  }

  @TempDir private static Path files;

  private final Mutations mutations = new Mutations(new Random(SEED));

  @Test
  void shouldRefuseOrAnswerWhateverComes() {
    WarySessions sessions = new WarySessions();
    Answering answering = new Answering(sessions);
    SessionTally tally = new SessionTally();
    int refused = 0;
    int otherVersion = 0;
    for (int i = 0; i < INPUTS; i++) {
      Buffer line = mutations.of(VALID.get(i % VALID.size()));
      Object connection = "connection " + i;
      try {
        PeerRequest request = PeerProtocol.request(line);
        PeerAnswer answer = answering.answer(connection, request, "127.0.0.1");
        if (answer.problem() != null && answer.problem().kind() == Problem.Kind.FAILED) {
          throw new AssertionError("input " + i + " made a step fail: " + line);
        }
        tally.answered(request, answer);
      } catch (OtherVersionException e) {
        otherVersion++;
      } catch (IOException e) {
        if (String.valueOf(e.getMessage()).contains("\n")) {
          throw new AssertionError("input " + i + " is quoted: " + e.getMessage(), e);
        }
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("input " + i + ": " + line, e);
      }
      tally.connectionIsGone();
      answering.end(connection);
      if (sessions.owner != null || tally.open()) {
        throw new AssertionError("input " + i + " leaves a session: " + line);
      }
    }

    // The inputs are worth something: all kinds occur.
    assertThat(refused).isBetween(INPUTS / 2, INPUTS * 9 / 10);
    assertThat(otherVersion).isPositive();
    assertThat(sessions.opened).isGreaterThan(INPUTS / 100);
    assertThat(sessions.armed).isGreaterThan(INPUTS / 100);
    assertThat(sessions.closed).isGreaterThan(INPUTS / 100);
  }

  @Test
  void shouldLeaveNothingBehindOverTls() throws Exception {
    Certificates.make(files);
    FakeSessions sessions = new FakeSessions();
    try (ControlPort port = new ControlPort(files, ControlPort.ENDLESS, sessions)) {
      NetClient client = port.client();
      for (int i = 0; i < INPUTS_OVER_TLS; i++) {
        Buffer line = mutations.of(VALID.get(i % VALID.size())).appendString("\n");
        NetSocket socket = port.socket(client);
        socket.exceptionHandler(_ -> {});
        ControlPort.await(socket.write(line).transform(_ -> socket.close()));
      }

      port.awaitConnections(0);
      ControlPort.until("no session is open", () -> !sessions.isOpen());
      assertThat(port.report().refusals(Refusal.HANDSHAKE_FAILED)).isZero();
      try (PeerConnection agent = port.connect()) {
        assertThat(agent.ask(PeerRequest.arming(1), ControlPort.ENOUGH).problem()).isNotNull();
      }
    }
  }
}
