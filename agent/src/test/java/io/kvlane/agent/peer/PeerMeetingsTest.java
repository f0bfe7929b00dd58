package io.kvlane.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.Peer;
import io.kvlane.agent.discovery.PeerDirectory;
import io.kvlane.agent.peer.PeerRequest.Met;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.core.peer.ClusterReport;
import io.kvlane.core.peer.ClusterView;
import io.kvlane.core.peer.Meeting;
import io.kvlane.core.peer.PeerSchedule;
import io.kvlane.core.peer.PlannedMeeting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerMeetingsTest {

  private static final Duration EPOCH = Duration.ofSeconds(20);
  private static final Instant NOW = Nodes.NOW.plusSeconds(7);

  /** Nodes that change when a test says so. */
  private static final class Directory implements PeerDirectory {

    private ClusterView view;

    Directory(List<String> nodes) {
      see(nodes);
    }

    void see(List<String> nodes) {
      view = new ClusterView(nodes, List.of(), EPOCH);
    }

    @Override
    public void start() {
      throw new AssertionError("started by its owner");
    }

    @Override
    public ClusterReport report() {
      return new ClusterReport(
          view, ClusterReport.Source.CONFIGURATION, Nodes.NOW, Optional.empty());
    }

    @Override
    public Optional<Peer> address(String node) {
      return view.nodes().contains(node)
          ? Optional.of(new Peer(node, "127.0.0.1", 9978))
          : Optional.empty();
    }

    @Override
    public void close() {
      throw new AssertionError("closed by its owner");
    }
  }

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "node-" + i).toList();
  }

  private final Directory directory = new Directory(nodes(8));
  private final PeerMeetings meetings = new PeerMeetings(directory, "node-0");

  private PeerSchedule schedule() {
    return directory.report().view().schedule().orElseThrow();
  }

  private long epoch() {
    return directory.report().view().epochAt(NOW);
  }

  private Met met(long epochsLater) {
    return new Met(directory.report().view().hash(), epoch() + epochsLater);
  }

  private String partner(long epochsLater) {
    return schedule().meeting("node-0", epoch() + epochsLater).map(Meeting::peer).orElseThrow();
  }

  @Test
  void shouldPlanWhatTheScheduleOfTheNodesThereAreSays() {
    assertThat(meetings.planned(NOW)).isEqualTo(PlannedMeeting.of(schedule(), "node-0", NOW));

    directory.see(nodes(2));

    assertThat(meetings.planned(NOW)).isEqualTo(PlannedMeeting.of(schedule(), "node-0", NOW));
    assertThat(meetings.cluster()).contains(directory.report());
  }

  @Test
  void shouldTellAPeerOfTheMeetingThatIsUnderWayAndNobodyElse() {
    Instant when = NOW;
    while (meetings.planned(when).isEmpty()) {
      when = when.plus(EPOCH);
    }
    String peer = meetings.planned(when).orElseThrow().meeting().peer();

    assertThat(meetings.with(peer, when))
        .contains(
            new Met(directory.report().view().hash(), directory.report().view().epochAt(when)));
    assertThat(meetings.with("stranger", when)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void shouldServeWhomItMeetsThoughClocksDifferALittle(long epochsLater) {
    assertThat(meetings.objection(partner(epochsLater), met(epochsLater), NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-2, 2, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2})
  void shouldObjectToAnEpochThatIsNotNow(long epochsLater) {
    assertThat(meetings.objection("node-1", met(epochsLater), NOW).orElseThrow())
        .contains("kvlane.peer.epoch")
        .contains("clocks");
  }

  @Test
  void shouldObjectToWhomItDoesNotMeetNow() {
    assertThat(meetings.objection("node-100", met(0), NOW))
        .contains("it meets " + partner(0) + " in this epoch");
  }

  @Test
  void shouldSayThatViewsDifferWhereItMeetsSomebodyElse() {
    String objection =
        meetings.objection("node-100", new Met("0123456789abcdef", epoch()), NOW).orElseThrow();

    assertThat(objection)
        .contains("it sees 8 nodes")
        .contains("not 0123456789abcdef")
        .contains(partner(0));
  }

  @Test
  void shouldServeWhoeverSeesOtherNodesWhileItMeetsNobody() {
    directory.see(nodes(1));

    assertThat(meetings.objection("node-5", new Met("0123456789abcdef", epoch()), NOW)).isEmpty();
  }

  @Test
  void shouldKnowTheNodesThereAreOnly() {
    assertThat(meetings.knows("node-7")).isTrue();
    assertThat(meetings.knows("node-8")).isFalse();

    directory.see(nodes(9));

    assertThat(meetings.knows("node-8")).isTrue();
    assertThat(meetings.address("node-8")).isPresent();
  }
}
