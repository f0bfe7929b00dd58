package io.kvlane.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.peer.InterestGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentsTest {

  private static List<String> names(int nodes) {
    return IntStream.range(0, nodes).mapToObj(i -> "node-" + i).toList();
  }

  private static List<InterestGroup> drawn(int nodes, boolean overlapping) {
    return Deployments.draw(names(nodes), overlapping, new SplittableRandom(3));
  }

  private static long distinctNodes(List<InterestGroup> groups) {
    return groups.stream()
        .flatMap(group -> Stream.concat(group.prefill().stream(), group.decode().stream()))
        .distinct()
        .count();
  }

  private static long allNodes(List<InterestGroup> groups) {
    return groups.stream().mapToLong(group -> group.prefill().size() + group.decode().size()).sum();
  }

  @Test
  void shouldDrawTwoHundredDeploymentsForTenThousandNodes() {
    List<InterestGroup> groups = drawn(10_000, false);

    assertThat(groups)
        .hasSize(200)
        .allSatisfy(group -> {
          assertThat(group.prefill()).hasSizeBetween(4, 16);
          assertThat(group.decode()).hasSizeBetween(8, 24);
        });
    assertThat(distinctNodes(groups)).isEqualTo(allNodes(groups));
  }

  @Test
  void shouldLetSomeDeploymentsShareNodes() {
    List<InterestGroup> groups = drawn(1000, true);

    assertThat(groups).hasSize(24);
    assertThat(allNodes(groups) - distinctNodes(groups)).isEqualTo(4 * 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 32, 77})
  void shouldFindRoomForADeploymentInASmallCluster(int nodes) {
    List<InterestGroup> groups = drawn(nodes, false);

    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst().prefill()).isNotEmpty();
    assertThat(groups.getFirst().decode()).isNotEmpty();
    Set<String> both = new HashSet<>(groups.getFirst().prefill());
    both.retainAll(groups.getFirst().decode());
    assertThat(both).isEmpty();
  }
}
