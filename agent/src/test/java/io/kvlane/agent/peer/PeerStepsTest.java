package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvlane.agent.config.ControlSettings;
import io.kvlane.agent.config.Peer;
import io.kvlane.agent.config.Settings;
import io.kvlane.agent.discovery.ConfiguredPeers;
import io.kvlane.agent.peer.PeerRequest.Close;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.transfer.ServingEnds.Wanted;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ServingEnd;
import io.kvlane.probes.protocol.ConnectionData;
import io.kvlane.probes.protocol.ProbeCommand.Settle;
import io.kvlane.probes.protocol.ProbeCommand.Settled;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Either side goes away at each step of the protocol, by closing its connection, as a process that
 * is killed does, or by saying nothing any more, as a node without power does. The other side is
 * free again within the session's deadline.
 */
@Timeout(120)
class PeerStepsTest {

  private static final TransferShape SHAPE = new TransferShape(2, 2, 4096);

  /** Of a session whose other side says nothing any more. */
  private static final long SHORT_MILLIS = 300;

  /** Long enough for a handshake on a machine whose cores are all busy. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);

  private static final Vertx VERTX = Vertx.vertx();

  @TempDir private static Path files;

  /** One for all steps: after each it has to serve the next. */
  private static ServingNode node;

  @BeforeAll
  static void serve() throws Exception {
    Certificates.make(files);
    node = new ServingNode(files, files, ServingNode.plenty(), VERTX);
  }

  @AfterAll
  static void end() throws Exception {
    node.close();
    VERTX.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** How far the protocol gets. */
  enum Step {
    CONNECTED,
    OPEN_ASKED,
    OPENED,
    ARM_ASKED,
    ARMED,
    CLOSE_ASKED,
    CLOSED;

    boolean isAtLeast(Step other) {
      return compareTo(other) >= 0;
    }
  }

  private static Open open(long lastsMillis) {
    return new Open(
        "node-2",
        "node-1",
        null,
        Intent.BASELINE,
        Engine.TCP,
        Operation.WRITE,
        Memory.HOST,
        "small",
        SHAPE,
        1,
        lastsMillis,
        Standing.UNKNOWN);
  }

  /** Asks without waiting for an answer where the step is the question. */
  private static void walk(PeerConnection agent, Step to, long lastsMillis) throws Exception {
    ask(agent, PeerRequest.opening(open(lastsMillis)), to, Step.OPEN_ASKED);
    ask(agent, PeerRequest.arming(5), to, Step.ARM_ASKED);
    ask(agent, PeerRequest.closing(new Close(4, 4096, 1000)), to, Step.CLOSE_ASKED);
  }

  private static void ask(PeerConnection agent, PeerRequest request, Step to, Step asked)
      throws Exception {
    if (to == asked) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> agent.ask(request, Duration.ZERO));
    } else if (to.isAtLeast(asked)) {
      assertThat(agent.ask(request, ServingNode.ENOUGH).problem()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void shouldFreeTheServingNodeWhenThePostingOneIsKilled(Step step) throws Exception {
    PeerConnection killed = node.connect(files);
    walk(killed, step, ServingNode.ENOUGH.toMillis());
    killed.close();

    assertServesTheNext();
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void shouldFreeTheServingNodeWhenThePostingOneFallsSilent(Step step) throws Exception {
    try (PeerConnection silent = node.connect(files)) {
      walk(silent, step, SHORT_MILLIS);

      assertServesTheNext();
    }
  }

  private static void assertServesTheNext() throws Exception {
    try (PeerConnection next = node.connect(files)) {
      PeerRequest opening = PeerRequest.opening(open(ServingNode.ENOUGH.toMillis()));
      PeerAnswer answer = next.ask(opening, ServingNode.ENOUGH);
      while (answer.notNow() != null) {
        answer = next.ask(opening, ServingNode.ENOUGH);
      }
      assertThat(answer.connection()).isNotNull();
      assertThat(
              next.ask(PeerRequest.closing(new Close(4, 4096, 1000)), ServingNode.ENOUGH).stock())
          .isNotNull();
    }
    node.awaitLockIsFree();
  }

  /** A node that answers so many questions, and then goes away. */
  private static Peer leavingAfter(int answers, boolean silently) throws Exception {
    int port = ServingNode.freePort();
    NetServer server =
        VERTX
            .createNetServer(
                ControlOptions.server(
                    new ControlSettings(
                        "127.0.0.1", port, Optional.of(ServingNode.credentials(files)), List.of()),
                    ServingNode.credentials(files),
                    ServingNode.ENOUGH))
            .connectHandler(
                socket -> socket.upgradeToSsl().onSuccess(_ -> answer(socket, answers, silently)));
    server.listen().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return new Peer("node-1", "127.0.0.1", port);
  }

  private static void answer(NetSocket socket, int answers, boolean silently) {
    int[] asked = {0};
    if (answers == 0 && !silently) {
      socket.close();
    }
    socket.handler(
        RecordParser.newDelimited(
            PeerProtocol.END_OF_LINE,
            _ -> {
              asked[0]++;
              if (asked[0] <= answers) {
                socket.write(PeerProtocol.line(answerTo(asked[0])));
              } else if (!silently) {
                socket.close();
              }
            }));
  }

  private static PeerAnswer answerTo(int question) {
    return switch (question) {
      case 1 ->
          PeerAnswer.opened(
              new ConnectionData(null, new ConnectionData.Tcp("127.0.0.1", 1, "token")),
              Standing.UNKNOWN);
      case 2 -> PeerAnswer.wasArmed();
      default -> PeerAnswer.closed(new Settled(null, true, null));
    };
  }

  @ParameterizedTest
  @CsvSource({"0,false", "0,true", "1,false", "1,true", "2,false", "2,true"})
  void shouldFreeThePostingNodeWhenTheServingOneGoesAway(int answers, boolean silently)
      throws Exception {
    PeerEnds ends = ends(leavingAfter(answers, silently));

    assertThatExceptionOfType(ProbeRefusedException.class)
        .isThrownBy(() -> transfer(ends))
        .satisfies(refused -> {
          assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.UNREACHABLE);
          assertThat(refused.problem().message())
              .contains("the agent of node-1")
              .contains(silently ? "no answer within" : "closed the connection");
        });
  }

  private static void transfer(PeerEnds ends) throws Exception {
    try (ServingEnd end = ends.open(new Wanted(key(), SHAPE, 1))) {
      end.arm(5);
      end.settle(new Settle(4, 4096), 1000);
    }
  }

  private static TransferKey key() {
    return TransferKey.peer(
        "node-1", Intent.BASELINE, Engine.TCP, Operation.WRITE, Memory.HOST, "small");
  }

  private static PeerEnds ends(Peer peer) {
    Settings settings =
        Nodes.settings(
            files,
            new ControlSettings(
                "127.0.0.1", 9978, Optional.of(ServingNode.credentials(files)), List.of(peer)),
            ANSWERS_WITHIN,
            ANSWERS_WITHIN);
    return PeerEnds.scheduled(
        settings.named("node-2"),
        new PeerMeetings(new ConfiguredPeers(settings, Nodes.CLOCK), "node-2"),
        Nodes.node(),
        VERTX,
        Nodes.CLOCK);
  }
}
