package io.kvlane.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.config.Peer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MembershipTest {

  private static final NodeEndpoint OWN = at("node-1", "10.0.0.1");

  /** Each is preferred to those after it. */
  private static final List<NodeEndpoint> BEST_FIRST =
      List.of(
          endpoint("10.0.0.1", false, true, true, "2026-03-02T00:00:00Z", "b", 1),
          endpoint("10.0.0.2", false, true, true, "2026-03-02T00:00:00Z", "b", 0),
          endpoint("10.0.0.3", false, true, true, "2026-03-02T00:00:00Z", "a", 9),
          endpoint("10.0.0.4", false, true, true, "2026-03-01T00:00:00Z", "z", 9),
          endpoint("fd00::5", false, true, false, "2026-03-03T00:00:00Z", "z", 9),
          endpoint("10.0.0.6", false, false, true, "2026-03-03T00:00:00Z", "z", 9),
          endpoint("fd00::7", false, false, false, "2026-03-03T00:00:00Z", "z", 9),
          endpoint("10.0.0.8", true, true, true, "2026-03-03T00:00:00Z", "z", 9),
          endpoint("10.0.0.9", true, false, true, "2026-03-03T00:00:00Z", "z", 9));

  @Test
  void shouldTakeTheBestEndpointOfANodeInWhicheverOrderTheyCome() {
    Random random = new Random(7);
    for (int from = 0; from < BEST_FIRST.size(); from++) {
      List<NodeEndpoint> endpoints = new ArrayList<>(BEST_FIRST.subList(from, BEST_FIRST.size()));
      Collections.shuffle(endpoints, random);

      assertThat(Membership.of(endpoints, "node-1", 10).peers())
          .isEqualTo(Map.of("node-2", BEST_FIRST.get(from).peer()));
    }
  }

  @Test
  void shouldAlwaysHoldThisNodeAndSayWhetherItIsListed() {
    Membership without = Membership.of(List.of(at("node-2", "10.0.0.2")), "node-1", 10);
    Membership with = Membership.of(List.of(at("node-2", "10.0.0.2"), OWN), "node-1", 10);

    assertThat(without.nodes()).containsExactly("node-1", "node-2");
    assertThat(without.isListed()).isFalse();
    assertThat(with.nodes()).containsExactly("node-1", "node-2");
    assertThat(with.isListed()).isTrue();
    assertThat(with.peers()).containsOnlyKeys("node-2");
  }

  @Test
  void shouldLeaveOutTheLastByNameOfTooMany() {
    List<NodeEndpoint> endpoints =
        IntStream.range(2, 9).mapToObj(i -> at("node-" + i, "10.0.0." + i)).toList();

    Membership membership = Membership.of(endpoints, "node-9", 4);

    assertThat(membership.nodes()).containsExactly("node-2", "node-3", "node-4", "node-9");
    assertThat(membership.peers()).containsOnlyKeys("node-2", "node-3", "node-4");
    assertThat(membership.leftOut()).isEqualTo(4);
  }

  private static NodeEndpoint at(String node, String host) {
    return new NodeEndpoint(new Peer(node, host, 9978), false, true, true, "", "a", 0);
  }

  private static NodeEndpoint endpoint(
      String host,
      boolean terminating,
      boolean serving,
      boolean ipv4,
      String created,
      String slice,
      int place) {
    return new NodeEndpoint(
        new Peer("node-2", host, 9978), terminating, serving, ipv4, created, slice, place);
  }
}
