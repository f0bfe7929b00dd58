package io.kvlane.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.node.NodeState;
import io.kvlane.agent.samples.Nodes;
import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlotTest {

  private final NodeState state = Nodes.node();

  private void ran(Intent intent, int secondsAgo, PathClass path, double gigabytesPerSecond) {
    state.ran(
        Pages.verified(
            Pages.inside(intent, Operation.READ),
            Nodes.NOW.minusSeconds(secondsAgo),
            path,
            gigabytesPerSecond,
            ""));
  }

  private String part() {
    return BandwidthPart.of(Facts.of(state.snapshot())).toString();
  }

  @Test
  void shouldSayThatNothingIsRemembered() {
    assertThat(part()).contains("Not measured yet");
  }

  @Test
  void shouldSayInWordsWhatItDraws() {
    ran(Intent.DEFAULT, 120, PathClass.HOST_RDMA, 40);
    ran(Intent.DEFAULT, 60, PathClass.TCP, 1);
    ran(Intent.DEFAULT, 1, PathClass.TCP, 0.5);
    ran(Intent.BASELINE, 1, PathClass.TCP, 2);
    state.expects(
        Optional.of(new Expectation(ExpectedPath.RDMA, Expectation.Source.LEARNED)),
        Optional.empty());

    assertThat(part())
        .contains(
            "Read of host memory inside this node",
            "latest 500 MB/s (tcp), below the floor of 1.00 GB/s; median of 3 runs 1.00 GB/s, 0.50"
                + " times the TCP baseline of 2.00 GB/s",
            "role=\"img\"");
  }

  @Test
  void shouldDrawAFasterRunHigherAndALaterOneFurtherRight() {
    ran(Intent.DEFAULT, 60, PathClass.TCP, 1);
    ran(Intent.DEFAULT, 0, PathClass.TCP, 10);

    List<double[]> points = points(part());
    assertThat(points).hasSize(2);
    assertThat(points.get(1)[0]).isGreaterThan(points.get(0)[0]);
    assertThat(points.get(1)[1]).isLessThan(points.get(0)[1]);
  }

  private static List<double[]> points(String part) {
    Matcher path = Pattern.compile("class=\"run other\" d=\"([^\"]*)\"").matcher(part);
    assertThat(path.find()).isTrue();
    Matcher moves = Pattern.compile("M([0-9.]+) ([0-9.]+)h0").matcher(path.group(1));
    List<double[]> points = new ArrayList<>();
    while (moves.find()) {
      points.add(
          new double[] {Double.parseDouble(moves.group(1)), Double.parseDouble(moves.group(2))});
    }
    return points;
  }

  @Test
  void shouldDrawTheLatestOfManyRunsAndPairsFirst() {
    for (int peer = 0; peer < 5; peer++) {
      for (int second = 60; second > 0; second--) {
        state.ran(
            Pages.verified(
                Pages.with("peer-" + peer, Intent.DEFAULT, Operation.READ, Memory.HOST),
                Nodes.NOW.minusSeconds(second),
                PathClass.HOST_RDMA,
                40,
                ""));
      }
    }
    ran(Intent.DEFAULT, 1, PathClass.TCP, 1);

    List<Series> series = Series.of(state.snapshot());

    assertThat(series.getFirst().title()).isEqualTo("Read of host memory between nodes");
    assertThat(series.getFirst().runs()).hasSize(Series.MOST_RUNS);
    assertThat(series.getFirst().runs().getFirst().at()).isEqualTo(Nodes.NOW.minusSeconds(24));
    assertThat(series).hasSize(2);
  }
}
