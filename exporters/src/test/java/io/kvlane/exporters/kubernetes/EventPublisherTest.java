package io.kvlane.exporters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventPublisherTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Finding FALLBACK = finding("path-fallback", Severity.CRITICAL, "ucx host");
  private static final Finding OF_POD =
      finding("rdma-resource-missing", Severity.WARNING, "pod/llm/decode-0");

  private final FakeEvents api = new FakeEvents();
  private final Lines log = new Lines();
  private EventPublisher publisher = publisher();
  private Instant now = START;

  private EventPublisher publisher() {
    return new EventPublisher(
        "node-1", api, (namespace, name) -> Optional.of("uid of " + namespace + " " + name), log);
  }

  private static Finding finding(String rule, Severity severity, String subject) {
    return new Finding(rule, severity, subject, "Something is wrong.", List.of("seen"), "Mend it.");
  }

  private static List<Finding> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> finding("rdma-port-down", Severity.CRITICAL, "mlx5_" + i))
        .toList();
  }

  private void seeFor(Duration time, List<Finding> findings) {
    for (long i = 0; i < time.toSeconds(); i++) {
      now = now.plusSeconds(1);
      publisher.see(findings, now);
      publisher.tell(now);
    }
  }

  private void seeFor(int seconds, Finding... findings) {
    seeFor(Duration.ofSeconds(seconds), List.of(findings));
  }

  private NodeEvent only(String reason) {
    List<NodeEvent> found =
        api.there.values().stream().filter(event -> event.reason().equals(reason)).toList();
    assertThat(found).as(reason).hasSize(1);
    return found.getFirst();
  }

  @Test
  void shouldTellOnTheNodeWhatBegins() {
    seeFor(1, FALLBACK);

    assertThat(only("PathFallback"))
        .returns(new EventSubject.OfNode("node-1"), NodeEvent::subject)
        .returns(true, NodeEvent::isWarning)
        .returns("Something is wrong. Seen: seen. Fix: Mend it.", NodeEvent::message)
        .returns(now, NodeEvent::firstAt)
        .returns(now, NodeEvent::lastAt)
        .returns(1, NodeEvent::count)
        .satisfies(event -> assertThat(event.name()).matches("node-1\\.[0-9a-f]{16}"));
  }

  @Test
  void shouldTellOnThePodWhatIsThePods() {
    seeFor(1, OF_POD);

    assertThat(only("RdmaResourceMissing").subject())
        .isEqualTo(new EventSubject.OfPod("llm", "decode-0", Optional.of("uid of llm decode-0")));
    assertThat(EventSubject.isPod("pod/llm/decode-0 container main")).isTrue();
    assertThat(EventSubject.isPod("pod/llm")).isFalse();
  }

  @Test
  void shouldTellOnceWhileItLastsAndOnceWhenItEnds() {
    seeFor(3600, FALLBACK);
    assertThat(api.requests).isEqualTo(1);

    seeFor(3600);
    assertThat(api.requests).isEqualTo(2);
    assertThat(only("PathFallbackResolved"))
        .returns(false, NodeEvent::isWarning)
        .returns("No longer so: Something is wrong.", NodeEvent::message);
  }

  @Test
  void shouldCountWhatBeginsAgain() {
    seeFor(60, FALLBACK);
    seeFor(60);
    seeFor(60, FALLBACK);

    assertThat(api.there).hasSize(2);
    assertThat(only("PathFallback"))
        .returns(2, NodeEvent::count)
        .returns(START.plusSeconds(1), NodeEvent::firstAt)
        .returns(START.plusSeconds(121), NodeEvent::lastAt);
  }

  @Test
  void shouldTellNothingTwiceAfterARestart() {
    seeFor(60, FALLBACK);
    seeFor(60);
    seeFor(60, FALLBACK);
    int written = api.writes;
    publisher = publisher();

    seeFor(60, FALLBACK);
    assertThat(api.writes).isEqualTo(written);

    seeFor(60);
    seeFor(60, FALLBACK);
    assertThat(only("PathFallback").count()).isEqualTo(3);
  }

  @Test
  void shouldTellAtMostTenAMinute() {
    seeFor(Duration.ofMinutes(1), many(40));
    assertThat(api.requests).isEqualTo(10);

    seeFor(Duration.ofMinutes(4), many(40));
    assertThat(api.there).hasSize(40);
  }

  @Test
  void shouldSayHowManyWereLeftOut() {
    seeFor(Duration.ofSeconds(1), many(200));
    seeFor(Duration.ofMinutes(10), many(200));

    NodeEvent leftOut = only("EventsLeftOut");
    assertThat(leftOut.count()).isEqualTo(200 - EventQueue.MOST_WAITING);
    assertThat(api.there).hasSize(EventQueue.MOST_WAITING + 1);
  }

  @Test
  void shouldFloodNobodyWhenAFindingFlaps() {
    for (int i = 0; i < 600; i++) {
      seeFor(1, FALLBACK);
      seeFor(1);
    }

    assertThat(api.requests).isLessThanOrEqualTo(10 * 20);
    assertThat(api.there).hasSize(2);
    assertThat(only("PathFallback").count()).isGreaterThan(500);
  }

  @Test
  void shouldAskRarelyWhileKubernetesIsAwayAndTellAfterwards() {
    api.refuseAll(SinkException.Kind.AWAY);

    seeFor(600, FALLBACK, OF_POD);
    assertThat(api.requests).isLessThan(9);
    assertThat(log.all)
        .containsExactly("WARN events of node node-1 is not up to date: do this about AWAY");

    api.allow();
    seeFor(400, FALLBACK, OF_POD);
    assertThat(api.there).hasSize(2);
    assertThat(only("PathFallback").firstAt()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void shouldGoOnWithOthersWhereOneNamespaceIsForbidden() {
    api.refusal =
        event ->
            event.subject() instanceof EventSubject.OfPod
                ? Optional.of(SinkException.Kind.FORBIDDEN)
                : Optional.empty();

    seeFor(60, OF_POD, FALLBACK);

    assertThat(only("PathFallback").count()).isEqualTo(1);
  }

  @Test
  void shouldLeaveOutWhatNobodyWillEverTake() {
    api.refusal =
        event ->
            event.subject() instanceof EventSubject.OfPod
                ? Optional.of(SinkException.Kind.NOT_FOUND)
                : Optional.empty();

    seeFor(120, OF_POD, FALLBACK);

    assertThat(only("PathFallback").count()).isEqualTo(1);
    assertThat(only("EventsLeftOut").count()).isEqualTo(1);
    assertThat(log.all).containsExactly("WARN an event is left out: do this about NOT_FOUND");
  }

  @Test
  void shouldNotTellWhatIsAnHourOld() {
    api.refuseAll(SinkException.Kind.AWAY);
    seeFor(Duration.ofMinutes(70), many(1));
    api.allow();

    seeFor(Duration.ofMinutes(10), many(1));

    assertThat(api.there.values()).extracting(NodeEvent::reason).containsExactly("EventsLeftOut");
  }
}
