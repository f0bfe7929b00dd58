package io.kvlane.core.peer;

import static io.kvlane.core.samples.Snapshots.NOW;
import static io.kvlane.core.transfer.Operation.READ;
import static io.kvlane.core.transfer.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.samples.Pairs;
import io.kvlane.core.samples.Runs;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.TransferKey;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairBookTest {

  private final Pairs pairs = Pairs.met().expecting(ExpectedPath.RDMA);

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj("node-%05d"::formatted).toList();
  }

  @Test
  void shouldKeepATrendOfDefaultRunsBetweenHostMemoriesOnly() {
    TransferKey baseline =
        TransferKey.peer("node-b", Intent.BASELINE, Engine.TCP, READ, Memory.HOST, "llama-3.1-8b");
    pairs.ran(Pairs.verified(baseline, 3e9, PathClass.TCP, NOW));

    Pair pair = pairs.pair("node-b");
    assertThat(pair.trends()).isEmpty();
    assertThat(pair.paths()).isEmpty();
    assertThat(pair.contact().lastSuccess()).contains(NOW);
  }

  @Test
  void shouldForgetNodesThatAreGoneAndWhatIsSaidOfThemLate() {
    pairs.cluster(List.of("node-b", "node-c")).posted("node-b", READ, 30e9);
    pairs.posted("node-c", READ, 30e9).showing(2);

    pairs.cluster(List.of("node-c"));
    assertThat(pairs.book().pairs()).containsOnlyKeys("node-c");
    assertThat(pairs.book().shown()).containsExactly("node-c");

    pairs.posted("node-b", WRITE, 30e9).heard("node-b", Standing.UNKNOWN).posted("node-a", READ, 1);
    assertThat(pairs.book().pairs()).containsOnlyKeys("node-c");
  }

  @Test
  void shouldKnowWhichPairsAreOfInterest() {
    pairs.posted("node-b", READ, 30e9).cluster(List.of("node-b", "node-c"), "node-b", "gone");
    pairs.posted("node-c", READ, 30e9);

    assertThat(pairs.pair("node-b").ofInterest()).isTrue();
    assertThat(pairs.pair("node-c").ofInterest()).isFalse();
    assertThat(pairs.book().cluster().orElseThrow().ofInterest()).containsExactly("node-b");

    pairs.cluster(List.of("node-b", "node-c"));
    assertThat(pairs.pair("node-b").ofInterest()).isFalse();
  }

  @Test
  void shouldRememberNoMoreThanItsBound() {
    List<String> all = nodes(PairBook.MOST_PAIRS + 100);
    pairs.cluster(all, all.getFirst());
    pairs.ran(
        Pairs.verified(
            Pairs.key(all.getFirst(), READ), 40e9, PathClass.HOST_RDMA, NOW.minusSeconds(170)));
    pairs.ran(
        Pairs.verified(Pairs.key(all.get(1), READ), 1e9, PathClass.TCP, NOW.minusSeconds(170)));
    pairs.ran(
        Pairs.verified(
            Pairs.key(all.get(2), READ), 40e9, PathClass.HOST_RDMA, NOW.minusSeconds(169)));
    all.stream().skip(3).forEach(peer -> pairs.posted(peer, READ, 40e9));

    assertThat(pairs.book().pairs())
        .hasSize(PairBook.MOST_PAIRS)
        .containsKeys(all.getFirst(), all.get(1), all.getLast())
        .doesNotContainKeys(all.get(2), all.get(3));
  }

  @Test
  void shouldShowPairsOfInterestFirstThenTheWorst() {
    pairs.cluster(List.of("good", "interest", "slow", "tcp", "weak", "wrong"), "interest");
    pairs
        .posted("good", READ, 45e9)
        .posted("interest", READ, 45e9)
        .posted("slow", READ, 5e9)
        .posted("weak", READ, 30e9)
        .ran(Pairs.verified(Pairs.key("tcp", READ), 3e9, PathClass.TCP, NOW))
        .ran(Runs.corrupt(Pairs.key("wrong", READ), NOW));

    assertThat(pairs.showing(10).book().shown())
        .containsExactly("interest", "wrong", "tcp", "slow", "weak", "good");
    assertThat(pairs.showing(2).book().shown()).containsExactly("interest", "wrong");
    assertThat(pairs.showing(0).book().shown()).isEmpty();
  }

  @Test
  void shouldNotExchangePairsThatAreAboutEquallyGood() {
    pairs.posted("node-m", READ, 41e9).showing(1);
    pairs.posted("node-b", READ, 38e9).posted("node-z", READ, 39e9).showing(1);
    assertThat(pairs.book().shown()).containsExactly("node-m");

    pairs.posted("node-c", READ, 25e9).showing(1);
    assertThat(pairs.book().shown()).containsExactly("node-c");
  }

  @Test
  void shouldCountEveryOtherNodeInOneState() {
    pairs.cluster(nodes(50), "node-00001", "node-00002");
    pairs.posted("node-00001", READ, 45e9).posted("node-00003", READ, 5e9);
    PairJudge judge = pairs.judge(NOW);

    assertThat(pairs.book().states(judge))
        .hasSize(PairState.values().length)
        .containsEntry(PairState.MEASURED, 1L)
        .containsEntry(PairState.SLOW, 1L)
        .containsEntry(PairState.UNREACHABLE, 0L)
        .containsEntry(PairState.NOT_MEASURED, 48L);
    assertThat(pairs.book().statesOfInterest(judge))
        .containsEntry(PairState.MEASURED, 1L)
        .containsEntry(PairState.NOT_MEASURED, 1L);
  }

  @Test
  void shouldSayOfThisNodeHowManyOfItsPairsAreSlow() {
    pairs.posted("node-b", READ, 45e9).posted("node-c", READ, 5e9).served("node-d", READ, 5e9);

    assertThat(pairs.book().standing(pairs.judge(NOW)))
        .isEqualTo(new Standing(OptionalLong.of(Pairs.LINK), 2, 1));
    assertThat(pairs.book().standing(pairs.judge(NOW.plusSeconds(181))))
        .isEqualTo(new Standing(OptionalLong.of(Pairs.LINK), 0, 0));
  }

  @Test
  void shouldJudgeANodeByThePairsMeasuredLast() {
    List<String> all = nodes(100);
    all.forEach(peer ->
        pairs.ran(
            Pairs.verified(
                Pairs.key(peer, READ), 45e9, PathClass.HOST_RDMA, NOW.minusSeconds(100))));
    all.stream().limit(20).forEach(peer -> pairs.posted(peer, READ, 1e9, 1e9, 1e9, 1e9));

    assertThat(pairs.book().standing(pairs.judge(NOW)))
        .isEqualTo(new Standing(OptionalLong.of(Pairs.LINK), PairBook.STANDING_OVER, 20));
  }

  @Test
  void shouldNotWorkAnUnchangedViewOutAgain() {
    pairs.cluster(List.of("node-b"));
    PairBook before = pairs.book();

    assertThat(pairs.cluster(List.of("node-b")).book()).isSameAs(before);
  }
}
