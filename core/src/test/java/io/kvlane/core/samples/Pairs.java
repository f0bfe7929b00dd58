package io.kvlane.core.samples;

import static io.kvlane.core.samples.Snapshots.NOW;

import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.InterestGroup;
import io.kvlane.core.peer.Pair;
import io.kvlane.core.peer.PairBook;
import io.kvlane.core.peer.PairFreshness;
import io.kvlane.core.peer.PairJudge;
import io.kvlane.core.peer.ServedRun;
import io.kvlane.core.peer.Standing;
import io.kvlane.core.snapshot.PeerInventory;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A node named node-a that meets others. Its fastest port has 50 GB/s, and a pair is slow below 40
 * % of that.
 */
public final class Pairs {

  /** Payload of every run: 64 MiB. */
  public static final int BYTES = 64 << 20;

  /** Rate of the link of every pair. */
  public static final long LINK = 50_000_000_000L;

  private static final double LEAST_LINK_RATIO = 0.4;

  private PairBook book = PairBook.empty(LEAST_LINK_RATIO);
  private Optional<Expectation> expectation = Optional.empty();

  private Pairs() {}

  public static Pairs met() {
    return new Pairs();
  }

  /** A default run in host memory. */
  public static TransferKey key(String peer, Operation operation) {
    return TransferKey.peer(
        peer, Intent.DEFAULT, Engine.UCX, operation, Memory.HOST, "llama-3.1-8b");
  }

  /** A judge of that node. */
  public PairJudge judge(Instant now) {
    return new PairJudge(
        expectation,
        OptionalLong.of(LINK),
        LEAST_LINK_RATIO,
        PairFreshness.of(Snapshots.INTERVAL, book.cluster()),
        now);
  }

  public Pairs expecting(ExpectedPath path) {
    expectation = Optional.of(new Expectation(path, Expectation.Source.CONFIGURATION));
    return this;
  }

  /** A cluster of node-a, these nodes, and pairs of interest with some of them. */
  public Pairs cluster(List<String> peers, String... ofInterest) {
    List<String> nodes = new ArrayList<>(peers);
    nodes.add("node-a");
    List<InterestGroup> groups =
        ofInterest.length == 0
            ? List.of()
            : List.of(new InterestGroup(List.of("node-a"), List.of(ofInterest)));
    book = book.known(new ClusterView(nodes, groups, Duration.ofSeconds(20)), "node-a");
    return this;
  }

  /** A run that node-a posted just now. */
  public Pairs ran(TransferRecord run) {
    book = book.with(run, judge(run.finishedAt()));
    return this;
  }

  /** Verified default runs over RDMA that node-a posted, a second apart, the last just now. */
  public Pairs posted(String peer, Operation operation, double... bytesPerSecond) {
    for (int i = 0; i < bytesPerSecond.length; i++) {
      ran(
          verified(
              key(peer, operation),
              bytesPerSecond[i],
              PathClass.HOST_RDMA,
              NOW.minusSeconds(bytesPerSecond.length - 1 - i)));
    }
    return this;
  }

  /** The same of runs that the other node posted. */
  public Pairs served(String peer, Operation operation, double... bytesPerSecond) {
    for (int i = 0; i < bytesPerSecond.length; i++) {
      Instant at = NOW.minusSeconds(bytesPerSecond.length - 1 - i);
      book =
          book.served(
              new ServedRun(
                  key(peer, operation), BYTES, (long) (BYTES * 1e9 / bytesPerSecond[i]), at),
              judge(at));
    }
    return this;
  }

  /** What the other node says of itself just now. */
  public Pairs heard(String peer, Standing standing) {
    book = book.heard(peer, standing, judge(NOW));
    return this;
  }

  /** Meetings in which the other node could not be spoken to, a minute apart, the last just now. */
  public Pairs unreachable(String peer, int meetings) {
    for (int i = meetings - 1; i >= 0; i--) {
      ran(
          Runs.unsuccessful(
              key(peer, Operation.READ),
              TransferResult.UNREACHABLE,
              NOW.minus(Duration.ofMinutes(i)),
              "connection refused"));
    }
    return this;
  }

  /** Chooses the pairs to show. */
  public Pairs showing(int most) {
    book = book.showing(most, judge(NOW));
    return this;
  }

  public Pair pair(String peer) {
    return book.pair(peer).orElseThrow();
  }

  public PairBook book() {
    return book;
  }

  public PeerInventory inventory() {
    return new PeerInventory(Optional.empty(), book, Map.of(), Optional.empty());
  }

  /** A snapshot of the node, with its port and these pairs. */
  public Snapshots node() {
    Snapshots node =
        Snapshots.node()
            .peers(inventory())
            .rdma(Rdma.inventory(Rdma.device("mlx5_0", Rdma.ACTIVE)));
    expectation.ifPresent(expected -> node.expecting(expected.path()));
    return node;
  }

  public static TransferRecord verified(
      TransferKey key, double bytesPerSecond, PathClass pathClass, Instant finishedAt) {
    Measurement measurement =
        new Measurement(2048, BYTES / 2048, 1000, (long) (BYTES * 1e9 / bytesPerSecond), Set.of());
    return new TransferRecord(
        key,
        finishedAt.minusSeconds(1),
        finishedAt,
        TransferResult.OK,
        Optional.empty(),
        Optional.of(measurement),
        Optional.of(Runs.verdict(pathClass)),
        Optional.empty(),
        BYTES,
        "");
  }
}
