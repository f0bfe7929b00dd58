package io.kvlane.exporters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConditionPublisherTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final PathCondition GOOD =
      new PathCondition(ConditionStatus.TRUE, "PathAsExpected", "good");
  private static final PathCondition BAD =
      new PathCondition(ConditionStatus.FALSE, "PathFallback", "bad");
  private static final PathCondition CORRUPT =
      new PathCondition(ConditionStatus.FALSE, "PayloadCorrupt", "corrupt");
  private static final PathCondition NOT_MEASURED =
      new PathCondition(ConditionStatus.UNKNOWN, "NotMeasured", "not measured");

  private final FakeConditions api = new FakeConditions();
  private final Lines log = new Lines();
  private ConditionPublisher publisher = publisher();
  private Instant now = START;

  private ConditionPublisher publisher() {
    return new ConditionPublisher("node-1", api, new SteadyCondition(Duration.ofSeconds(60)), log);
  }

  private void publishFor(Duration time, PathCondition seen) {
    for (long i = 0; i < time.toSeconds(); i++) {
      now = now.plusSeconds(1);
      publisher.publish(seen, now);
    }
  }

  private void publishOnce(PathCondition seen) {
    publishFor(Duration.ofSeconds(1), seen);
  }

  private static NodeCondition as(PathCondition said, Instant heartbeatAt, Instant transitionAt) {
    return new NodeCondition(
        PathCondition.TYPE,
        said.status(),
        said.reason(),
        said.message(),
        heartbeatAt,
        transitionAt);
  }

  @Test
  void shouldWriteAChangeWithTheNextCall() {
    publishOnce(GOOD);
    assertThat(api.path()).isEqualTo(as(GOOD, now, now));

    publishFor(Duration.ofSeconds(30), GOOD);
    publishOnce(CORRUPT);
    assertThat(api.path()).isEqualTo(as(CORRUPT, now, now));
    assertThat(log.all).isEmpty();
  }

  @Test
  void shouldWriteNothingButHeartbeatsWhileNothingChanges() {
    publishFor(Duration.ofHours(1), GOOD);

    assertThat(api.writes).hasSize(6);
    assertThat(api.reads).isEqualTo(12);
    assertThat(api.path().transitionAt()).isEqualTo(START.plusSeconds(1));
    assertThat(api.path().heartbeatAt()).isAfter(START.plus(Duration.ofMinutes(50)));
  }

  @Test
  void shouldWriteFiguresThatChangeOnceInFiveMinutes() {
    for (int minute = 0; minute < 60; minute++) {
      publishFor(
          Duration.ofMinutes(1),
          new PathCondition(BAD.status(), BAD.reason(), "0.4" + minute + " GB/s"));
    }

    assertThat(api.writes).hasSize(12);
  }

  @Test
  void shouldNotWriteMoreThanEveryTenSecondsHoweverOftenReasonsChange() {
    for (int i = 0; i < 30; i++) {
      publishOnce(BAD);
      publishOnce(CORRUPT);
    }

    assertThat(api.writes).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void shouldKeepTheTimeOfTheLastTransitionWhileOnlyTheReasonChanges() {
    publishOnce(BAD);
    Instant since = now;

    publishFor(Duration.ofSeconds(20), CORRUPT);

    assertThat(api.path())
        .returns("PayloadCorrupt", NodeCondition::reason)
        .returns(since, NodeCondition::transitionAt);
  }

  @Test
  void shouldMendWhatSomebodyEdited() {
    publishOnce(GOOD);
    api.there.put(PathCondition.TYPE, as(BAD, now, now));

    publishFor(ConditionPublisher.RESYNC, GOOD);

    assertThat(api.path().status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(api.writes).hasSize(2);
  }

  @Test
  void shouldMendWhatSomebodyRemovedAndLeaveOthersAlone() {
    NodeCondition ready =
        new NodeCondition("Ready", ConditionStatus.TRUE, "KubeletReady", "ready", START, START);
    api.there.put("Ready", ready);
    publishOnce(GOOD);
    api.there.remove(PathCondition.TYPE);

    publishFor(ConditionPublisher.RESYNC, GOOD);

    assertThat(api.path().status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(api.there).containsEntry("Ready", ready);
  }

  @Test
  void shouldAskRarelyAndSayOnceWhileKubernetesIsAway() {
    publishOnce(GOOD);
    api.refuse(SinkException.Kind.AWAY);

    publishFor(Duration.ofMinutes(10), CORRUPT);

    assertThat(api.refusals).isBetween(4, 8);
    assertThat(log.all)
        .containsExactly(
            "WARN node condition KVTransferPath is not up to date: do this about AWAY");

    api.allow();
    publishFor(Duration.ofMinutes(7), CORRUPT);
    assertThat(api.path().reason()).isEqualTo("PayloadCorrupt");
    assertThat(log.all.getLast())
        .isEqualTo("INFO node condition KVTransferPath is up to date again");
  }

  @Test
  void shouldWriteTheLatestVerdictAfterAnAbsenceAndNoneBetween() {
    publishOnce(GOOD);
    api.refuse(SinkException.Kind.REFUSED);
    publishFor(Duration.ofMinutes(5), BAD);
    publishFor(Duration.ofMinutes(5), GOOD);
    api.allow();

    publishFor(Duration.ofMinutes(7), GOOD);

    assertThat(api.writes)
        .allSatisfy(write -> assertThat(write.status()).isEqualTo(ConditionStatus.TRUE));
    assertThat(api.path().transitionAt()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void shouldSayAnotherKindOfTroubleAsWell() {
    api.refuse(SinkException.Kind.AWAY);
    publishFor(Duration.ofMinutes(1), GOOD);
    api.refuse(SinkException.Kind.FORBIDDEN);
    publishFor(Duration.ofMinutes(20), GOOD);

    assertThat(log.all)
        .containsExactly(
            "WARN node condition KVTransferPath is not up to date: do this about AWAY",
            "WARN node condition KVTransferPath is not up to date: do this about FORBIDDEN");
  }

  @Test
  void shouldNotFlapAfterARestart() {
    publishFor(Duration.ofMinutes(1), GOOD);
    Instant since = api.path().transitionAt();
    int written = api.writes.size();
    publisher = publisher();

    publishFor(Duration.ofMinutes(2), NOT_MEASURED);
    publishFor(Duration.ofMinutes(1), GOOD);

    assertThat(api.writes).hasSize(written);
    assertThat(api.path()).returns(since, NodeCondition::transitionAt);
  }

  @Test
  void shouldSayThatNothingIsMeasuredWhenThatLastsAfterARestart() {
    publishFor(Duration.ofMinutes(1), GOOD);
    publisher = publisher();

    publishFor(Duration.ofMinutes(4), NOT_MEASURED);

    assertThat(api.path().reason()).isEqualTo("NotMeasured");
  }

  @Test
  void shouldSayThatTheAgentHasStopped() {
    publishOnce(GOOD);
    now = now.plusSeconds(1);

    publisher.stop(now);

    assertThat(api.path()).isEqualTo(as(PathCondition.agentStopped(), now, now));
    assertThat(api.path().status()).isEqualTo(ConditionStatus.UNKNOWN);
  }

  @Test
  void shouldLeaveNothingBehindWhereNothingWasSaid() {
    publishOnce(NOT_MEASURED);

    publisher.stop(now);

    assertThat(api.there).isEmpty();
  }

  @Test
  void shouldSayWhatStaysWhenItCannotBeChangedAtTheEnd() {
    publishOnce(GOOD);
    api.refuse(SinkException.Kind.AWAY);

    publisher.stop(now);

    assertThat(log.all)
        .containsExactly(
            "WARN node condition KVTransferPath stays True although the agent ends: do this about"
                + " AWAY");
  }

  @Test
  void shouldRemoveWhatNobodyKeepsAndTryUntilItIsGone() {
    api.there.put("KVPath", as(GOOD, now, now));
    ConditionRemoval removal = new ConditionRemoval("node-1", "KVPath", api, log);
    api.refuse(SinkException.Kind.FORBIDDEN);

    for (int i = 0; i < 600; i++) {
      now = now.plusSeconds(1);
      assertThat(removal.isDone(now)).isFalse();
    }
    assertThat(api.refusals).isLessThan(9);
    api.allow();
    assertThat(removal.isDone(now.plus(Duration.ofMinutes(7)))).isTrue();

    assertThat(api.there).isEmpty();
    assertThat(log.all)
        .containsExactly(
            "WARN node condition KVPath of node-1, to be removed, is not up to date: do this about"
                + " FORBIDDEN",
            "INFO removed node condition KVPath of node-1: nobody keeps it any more");
  }

  @Test
  void shouldTakeANodeThatIsGoneForDone() {
    api.refuse(SinkException.Kind.NOT_FOUND);

    assertThat(new ConditionRemoval("node-0", "KVPath", api, log).isDone(now)).isTrue();
  }
}
