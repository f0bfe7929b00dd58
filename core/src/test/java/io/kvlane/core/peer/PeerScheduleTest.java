package io.kvlane.core.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerScheduleTest {

  private static final Duration EPOCH = Duration.ofSeconds(20);

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "node-" + i).toList();
  }

  private static PeerSchedule schedule(int nodes, InterestGroup... interest) {
    return new ClusterView(nodes(nodes), List.of(interest), EPOCH).schedule().orElseThrow();
  }

  /** Who meets whom, each pair once; fails where the two do not agree, or meet somebody else. */
  private static Set<Set<String>> pairs(PeerSchedule schedule, long epoch) {
    Set<Set<String>> pairs = new HashSet<>();
    Set<String> met = new HashSet<>();
    for (String node : schedule.view().nodes()) {
      Optional<Meeting> meeting = schedule.meeting(node, epoch);
      if (meeting.isPresent()) {
        Meeting seen = meeting.get();
        assertThat(met.add(node)).as(node + " meets one").isTrue();
        assertThat(schedule.meeting(seen.peer(), epoch))
            .contains(new Meeting(node, !seen.initiates(), seen.ofInterest(), seen.visit()));
        pairs.add(Set.of(node, seen.peer()));
      }
    }
    return pairs;
  }

  static IntStream upToTheLargestTournament() {
    return IntStream.rangeClosed(2, PeerSchedule.MOST_IN_TOURNAMENT);
  }

  @ParameterizedTest
  @MethodSource("upToTheLargestTournament")
  void shouldLetEachPairMeetExactlyOnceInACycle(int players) {
    Tournament tournament = new Tournament(players);
    boolean[][] met = new boolean[players][players];

    for (int round = 0; round < tournament.rounds(); round++) {
      for (int player = 0; player < players; player++) {
        int opponent = tournament.opponent(player, round).orElse(-1);
        if (opponent >= 0) {
          if (met[player][opponent]
              || opponent == player
              || tournament.opponent(opponent, round).orElse(-1) != player) {
            throw new AssertionError(players + ": " + player + " meets " + opponent);
          }
          met[player][opponent] = true;
        }
      }
    }

    for (int one = 0; one < players; one++) {
      for (int other = 0; other < players; other++) {
        assertThat(met[one][other]).isEqualTo(one != other);
      }
    }
    assertThat(tournament.rounds()).isLessThanOrEqualTo(players);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 32, 101})
  void shouldMeasureAllPairsWithinTheComputedEpochsFromAnyEpochOn(int nodes) {
    PeerSchedule schedule = schedule(nodes);
    long first = new Random(nodes).nextLong(1L << 40);

    assertThat(met(schedule, first, schedule.epochsForAll().orElseThrow()))
        .hasSize(nodes * (nodes - 1) / 2);
  }

  private static Set<Set<String>> met(PeerSchedule schedule, long first, long epochs) {
    Set<Set<String>> met = new HashSet<>();
    for (long epoch = first; epoch < first + epochs; epoch++) {
      met.addAll(pairs(schedule, epoch));
    }
    return met;
  }

  @Test
  void shouldLetBothNodesOfAPairBeginInTurn() {
    PeerSchedule schedule = schedule(9);
    Set<String> begin = new HashSet<>();

    for (long epoch = 0; epoch < 2 * schedule.epochsForAll().orElseThrow(); epoch++) {
      for (String node : schedule.view().nodes()) {
        schedule
            .meeting(node, epoch)
            .filter(Meeting::initiates)
            .ifPresent(meeting -> assertThat(begin.add(node + ">" + meeting.peer())).isTrue());
      }
    }

    assertThat(begin).hasSize(9 * 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {513, 1000, 2001})
  void shouldMatchAtRandomAboveATournament(int nodes) {
    PeerSchedule schedule = schedule(nodes);

    Set<Set<String>> first = pairs(schedule, 4711);
    Set<Set<String>> second = pairs(schedule, 4712);

    assertThat(first).hasSize(nodes / 2);
    assertThat(second).hasSize(nodes / 2);
    second.retainAll(first);
    assertThat(second).as("pairs that meet twice in a row").hasSizeLessThan(10);
    assertThat(schedule.epochsForAll()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void shouldDrawEachPartnerAboutEquallyOften() {
    PeerSchedule schedule = schedule(600);
    Map<String, Integer> partners = new HashMap<>();

    for (long epoch = 0; epoch < 6000; epoch++) {
      partners.merge(schedule.meeting("node-17", epoch).orElseThrow().peer(), 1, Integer::sum);
    }

    // Ten on average; of a Poisson distribution fewer than one in 10^8 is above 35.
    assertThat(partners).hasSizeGreaterThan(595);
    assertThat(partners.values()).allMatch(times -> times < 36);
  }

  @Test
  void shouldHardlyChangeWhoMeetsWhomWhenANodeLeaves() {
    PeerSchedule all = schedule(2000);
    List<String> left = new ArrayList<>(nodes(2000));
    left.remove(777);
    PeerSchedule without = new ClusterView(left, List.of(), EPOCH).schedule().orElseThrow();

    for (long epoch = 0; epoch < 10; epoch++) {
      Set<Set<String>> same = pairs(all, epoch);
      same.retainAll(pairs(without, epoch));
      // Of 1000: those of its bucket, and some of the nodes that are left over in theirs.
      assertThat(same).hasSizeGreaterThan(930);
    }
  }

  private static InterestGroup group(int prefillFrom, int prefill, int decodeFrom, int decode) {
    return new InterestGroup(
        nodes(200).subList(prefillFrom, prefillFrom + prefill),
        nodes(200).subList(decodeFrom, decodeFrom + decode));
  }

  static List<List<InterestGroup>> groups() {
    return List.of(
        List.of(group(0, 1, 1, 1)),
        List.of(group(0, 4, 4, 12)),
        List.of(group(0, 12, 12, 4), group(16, 8, 24, 8)),
        List.of(group(0, 4, 2, 4)),
        List.of(group(0, 5, 0, 5)),
        List.of(group(0, 4, 4, 4), group(4, 4, 8, 4), group(8, 4, 0, 4), group(30, 2, 32, 9)),
        List.of(group(0, 1, 10, 9), group(1, 1, 10, 9), group(2, 1, 10, 9), group(10, 3, 30, 3)));
  }

  private static Set<Set<String>> wanted(Collection<InterestGroup> groups) {
    Set<Set<String>> wanted = new HashSet<>();
    for (InterestGroup group : groups) {
      for (String prefill : group.prefill()) {
        for (String decode : group.decode()) {
          if (!prefill.equals(decode)) {
            wanted.add(Set.of(prefill, decode));
          }
        }
      }
    }
    return wanted;
  }

  @ParameterizedTest
  @MethodSource("groups")
  void shouldMeasureAllPairsOfInterestWithinTheComputedEpochsFromAnyEpochOn(
      List<InterestGroup> groups) {
    PeerSchedule schedule = schedule(60, groups.toArray(InterestGroup[]::new));
    Random random = new Random(7);

    for (int i = 0; i < 20; i++) {
      long first = random.nextLong(1L << 40);
      assertThat(met(schedule, first, schedule.epochsForInterest())).containsAll(wanted(groups));
    }
  }

  @ParameterizedTest
  @MethodSource("groups")
  void shouldKnowWhichMeetingsAreOfInterest(List<InterestGroup> groups) {
    PeerSchedule schedule = schedule(60, groups.toArray(InterestGroup[]::new));
    Set<Set<String>> wanted = wanted(groups);

    for (long epoch = 0; epoch < 500; epoch++) {
      for (String node : schedule.view().nodes()) {
        schedule
            .meeting(node, epoch)
            .ifPresent(meeting ->
                assertThat(meeting.ofInterest())
                    .isEqualTo(wanted.contains(Set.of(node, meeting.peer()))));
      }
    }
  }

  @Test
  void shouldMeasureAllOtherPairsBesideThoseOfInterest() {
    PeerSchedule schedule = schedule(20, group(0, 4, 4, 12));

    assertThat(met(schedule, 12_345, schedule.epochsForAll().orElseThrow())).hasSize(20 * 19 / 2);
  }

  @Test
  void shouldNeedAsManyTurnsAsTheLargerSideOfADeployment() {
    assertThat(schedule(60, group(0, 4, 4, 12)).epochsForInterest())
        .as("12 turns, and the epochs of all pairs that fall between them")
        .isEqualTo(14);
    assertThat(schedule(60, group(0, 14, 14, 7)).epochsForInterest()).isEqualTo(16);
    assertThat(schedule(60).epochsForInterest()).isZero();
  }

  @Test
  void shouldLetDeploymentsThatShareNodesTakeTurnsWithoutSlowingOthers() {
    InterestGroup large = group(0, 4, 4, 24);
    InterestGroup sharing = group(0, 1, 50, 4);
    InterestGroup apart = group(28, 8, 36, 14);

    assertThat(schedule(60, large, apart).epochsForInterest()).isEqualTo(24 + 4);
    assertThat(schedule(60, large, sharing, apart).epochsForInterest())
        .as("24 turns, then 4, and the epochs of all pairs between them")
        .isEqualTo(28 + 4);
    assertThat(schedule(60, sharing, apart).epochsForInterest()).isEqualTo(14 + 2);
  }

  @Test
  void shouldMeasureTheOthersWhenNodesOfInterestAreNotThere() {
    PeerSchedule schedule = schedule(6, group(0, 2, 4, 40));

    assertThat(schedule.epochsForInterest())
        .as("who may come back keeps its place")
        .isEqualTo(40 + 6);
    assertThat(met(schedule, 99, schedule.epochsForInterest()))
        .containsAll(wanted(List.of(group(0, 2, 4, 2))));
  }

  @Test
  void shouldNotMoveMeetingsOfInterestWhenANodeOfTheDeploymentLeaves() {
    PeerSchedule all = schedule(60, group(0, 4, 4, 12));
    List<String> left = new ArrayList<>(nodes(60));
    left.remove("node-1");
    PeerSchedule without =
        new ClusterView(left, List.of(group(0, 4, 4, 12)), EPOCH).schedule().orElseThrow();

    for (long epoch = 0; epoch < 7; epoch++) {
      for (Set<String> pair : pairs(all, epoch)) {
        if (wanted(List.of(group(0, 4, 4, 12))).contains(pair) && !pair.contains("node-1")) {
          assertThat(pairs(without, epoch)).contains(pair);
        }
      }
    }
  }

  @Test
  void shouldNotLetAStrangerMeetAnybody() {
    assertThat(schedule(4).meeting("stranger", 7)).isEmpty();
  }

  @Test
  void shouldMeetNobodyAlone() {
    assertThat(new ClusterView(List.of("node-1"), List.of(), EPOCH).schedule()).isEmpty();
  }

  @Test
  void shouldGiveTheSameMeetingsToEqualViewsAndOthersToOthers() {
    List<String> reversed = new ArrayList<>(nodes(700)).reversed();
    PeerSchedule one = schedule(700);
    PeerSchedule same = new ClusterView(reversed, List.of(), EPOCH).schedule().orElseThrow();

    assertThat(same.view().hash()).isEqualTo(one.view().hash()).hasSize(16);
    assertThat(pairs(same, 99)).isEqualTo(pairs(one, 99));
    assertThat(
            Set.of(
                one.view().hash(),
                schedule(701).view().hash(),
                schedule(700, group(0, 1, 1, 1)).view().hash(),
                new ClusterView(nodes(700), List.of(), EPOCH.plusMillis(1)).hash()))
        .hasSize(4);
  }
}
