package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.peer.PeerRequest.Close;
import io.kvlane.agent.peer.PeerRequest.Met;
import io.kvlane.agent.peer.PeerRequest.Open;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What node-1, which knows node-2 only, answers to those who ask it. */
@Timeout(120)
class PeerSessionsTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final ClusterView VIEW =
      new ClusterView(List.of("node-1", "node-2"), List.of(), Nodes.PEER.epoch());
  private static final TransferShape SHAPE = new TransferShape(2, 2, 4096);

  @TempDir private static Path files;

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

  private static Open open(String from, String to, @Nullable Met met, Memory memory) {
    return new Open(
        from,
        to,
        met,
        Intent.BASELINE,
        Engine.TCP,
        Operation.WRITE,
        memory,
        "small",
        SHAPE,
        1,
        ServingNode.ENOUGH.toMillis(),
        Standing.UNKNOWN);
  }

  /** Asks, and closes what was opened. */
  private static PeerAnswer answer(ServingNode asked, Open open) throws Exception {
    try (PeerConnection agent = asked.connect(files)) {
      PeerAnswer answer = agent.ask(PeerRequest.opening(open), ServingNode.ENOUGH);
      if (answer.connection() != null) {
        agent.ask(PeerRequest.closing(new Close(4, 4096, 1000)), ServingNode.ENOUGH);
      }
      return answer;
    }
  }

  private static PeerAnswer answer(Open open) throws Exception {
    return answer(node, open);
  }

  private static Met met(String view, long epochsLater) {
    return new Met(view, VIEW.epochAt(Nodes.NOW) + epochsLater);
  }

  private static NotNow notNow(PeerAnswer answer) {
    return Objects.requireNonNull(answer.notNow());
  }

  private static Problem problem(PeerAnswer answer) {
    return Objects.requireNonNull(answer.problem());
  }

  @Test
  void shouldServeWhomItMeetsAndSayHowItStands() throws Exception {
    PeerAnswer answer = answer(open("node-2", "node-1", met(VIEW.hash(), 0), Memory.HOST));

    assertThat(answer.connection()).isNotNull();
    assertThat(answer.standing()).isEqualTo(node.state().standing());
  }

  @Test
  void shouldSayNotNowWhereViewsDifferAndItMeetsSomebodyElse() throws Exception {
    NotNow why = notNow(answer(open("node-3", "node-1", met("0123456789abcdef", 0), Memory.HOST)));

    assertThat(why.reason()).isEqualTo(NotNow.Reason.VIEWS_DIFFER);
    assertThat(why.text()).contains("it meets node-2 in this epoch").contains("it sees 2 nodes");
  }

  @Test
  void shouldSayNotNowToAnEpochThatIsNotNow() throws Exception {
    assertThat(notNow(answer(open("node-2", "node-1", met(VIEW.hash(), 2), Memory.HOST))).reason())
        .isEqualTo(NotNow.Reason.VIEWS_DIFFER);
  }

  @Test
  void shouldServeWhoeverAsksOnDemand() throws Exception {
    assertThat(answer(open("laptop", "node-1", null, Memory.HOST)).connection()).isNotNull();
    assertThat(answer(open("laptop", "127.0.0.1", null, Memory.HOST)).connection())
        .as("by its address, where nobody says its name")
        .isNotNull();
  }

  @Test
  void shouldRefuseWhoeverAsksForAnotherNodeOnDemand() throws Exception {
    assertThat(problem(answer(open("laptop", "node-9", null, Memory.HOST))).message())
        .isEqualTo("it is node-1, not node-9");
  }

  @Test
  void shouldRefuseAMeetingThatIsMeantForAnotherNode() throws Exception {
    Problem problem = problem(answer(open("node-2", "node-9", met(VIEW.hash(), 0), Memory.HOST)));

    assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
    assertThat(problem.message()).isEqualTo("it is node-1, not node-9");
  }

  @Test
  void shouldRefuseGpuMemoryWhereItHasNoGpu() throws Exception {
    Problem problem = problem(answer(withGpu(Intent.DEFAULT)));

    assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_PRESENT);
    assertThat(problem.message()).isEqualTo("it has no GPU");
  }

  @Test
  void shouldRefuseABaselineWithGpuMemory() throws Exception {
    Problem problem = problem(answer(withGpu(Intent.BASELINE)));

    assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
    assertThat(problem.message())
        .isEqualTo("a transfer between nodes has no intent baseline with GPU memory");
  }

  private static Open withGpu(Intent intent) {
    Open host = open("node-2", "node-1", null, Memory.CUDA);
    return new Open(
        host.from(),
        host.to(),
        host.met(),
        intent,
        Engine.UCX,
        host.operation(),
        host.memory(),
        host.profile(),
        host.shape(),
        host.layoutSeed(),
        host.lastsMillis(),
        host.standing());
  }

  @Test
  void shouldSayNotNowWhenItsBudgetIsUsedUp(@TempDir Path directory) throws Exception {
    // Enough for one session and its warm-up, and nothing is earned while the test lasts.
    ByteBudget little = ByteBudget.full(1, Duration.ofSeconds(5 << 20), System.nanoTime());
    try (ServingNode poor = new ServingNode(directory, files, little, VERTX)) {
      Open open = open("node-2", "node-1", null, Memory.HOST);
      assertThat(answer(poor, open).connection()).isNotNull();

      assertThat(notNow(answer(poor, open)))
          .isEqualTo(new NotNow(NotNow.Reason.BUDGET, "its byte budget is used up"));
    }
  }

  @Test
  void shouldSayNotNowWhileTransfersAreTurnedOffOrNobodyKnowsYet(@TempDir Path directory)
      throws Exception {
    try (ServingNode own = new ServingNode(directory, files, ServingNode.plenty(), VERTX)) {
      Open open = open("node-2", "node-1", null, Memory.HOST);
      own.state().transfers().awaitWord();
      assertThat(notNow(answer(own, open)))
          .isEqualTo(new NotNow(NotNow.Reason.BUSY, "its agent has only just started"));

      own.state().transfers().annotated(true);
      own.state().transfers().wordCame();
      NotNow why = notNow(answer(own, open));
      assertThat(why.reason()).isEqualTo(NotNow.Reason.TURNED_OFF);
      assertThat(why.text())
          .startsWith("its transfers are turned off by the node's annotation kvlane.io/transfers");

      own.state().transfers().annotated(false);
      assertThat(answer(own, open).connection()).isNotNull();
    }
  }
}
