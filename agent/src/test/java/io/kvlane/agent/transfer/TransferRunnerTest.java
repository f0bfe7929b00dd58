package io.kvlane.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.agent.samples.Nodes;
import io.kvlane.agent.transfer.ScriptedProbe.Script;
import io.kvlane.agent.transfer.TransferRunner.RunLimits;
import io.kvlane.core.path.EvidenceKind;
import io.kvlane.core.path.PathClass;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.snapshot.ProcessEnd;
import io.kvlane.core.snapshot.ProcessReport;
import io.kvlane.core.transfer.Cap;
import io.kvlane.core.transfer.Engine;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.Operation;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.host.HostRoot;
import io.kvlane.probes.process.ProbeSlot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferRunnerTest {

  private static final Duration ENOUGH = Duration.ofSeconds(30);

  /** The payload of the small profile. */
  private static final long PAYLOAD_BYTES = 4 * 4096;

  @TempDir private Path directory;

  private ProbeSlot initiator = slot(Script.NOTHING);
  private ProbeSlot responder = slot(Script.NOTHING);

  private static ProbeSlot slot(Script script) {
    return new ProbeSlot("initiator", ScriptedProbe.launch(script), ENOUGH, Nodes.CLOCK);
  }

  private void follow(Script script) {
    initiator = slot(script);
    responder = slot(script);
  }

  @AfterEach
  void endProcesses() {
    initiator.close();
    responder.close();
  }

  private TransferRunner runner(String workerTransports, long maxBytes, Duration deadline) {
    return runner(workerTransports, maxBytes, deadline, new NoPeers());
  }

  private TransferRunner runner(
      String workerTransports, long maxBytes, Duration deadline, ServingEnds peers) {
    return new TransferRunner(
        initiator,
        new LocalEnds(responder, deadline),
        peers,
        UcxIntents.of(Map.of("UCX_TLS", workerTransports)),
        new CounterWatch(new HostRoot(directory)),
        RunGpus.none(Nodes.CLOCK),
        new RunLimits(maxBytes, Duration.ofMillis(250), deadline),
        Nodes.CLOCK,
        () -> 7);
  }

  private TransferRecord run(PlannedRun planned) throws InterruptedException {
    return runner("all", 1 << 20, ENOUGH).run(planned);
  }

  private static PlannedRun planned(Operation operation) {
    return new PlannedRun(
        TransferKey.loopback(
            Intent.DEFAULT,
            Engine.UCX,
            operation,
            Memory.HOST,
            Optional.empty(),
            Nodes.SMALL.name()),
        Nodes.SMALL);
  }

  @Test
  void shouldReportAVerifiedRun() throws InterruptedException {
    for (Operation operation : Operation.values()) {
      assertVerified(operation, run(planned(operation)));
    }
  }

  private static void assertVerified(Operation operation, TransferRecord run) {
    assertThat(run.result()).as(run.detail()).isEqualTo(TransferResult.OK);
    assertThat(run.key()).isEqualTo(planned(operation).key());
    assertThat(run.measurement())
        .contains(
            new Measurement(
                4, 4096, ScriptedProbe.POST_NANOS, ScriptedProbe.TRANSFER_NANOS, Set.of()));
    assertThat(run.movedBytes()).isEqualTo(ScriptedProbe.WARM_UP_BYTES + PAYLOAD_BYTES);
    assertThat(run.verdict())
        .hasValueSatisfying(verdict -> {
          assertThat(verdict.pathClass()).isEqualTo(PathClass.TCP);
          assertThat(verdict.transport()).isEqualTo(Transport.TCP);
          assertThat(verdict.decidedBy()).contains(EvidenceKind.OWN_SOCKETS);
        });
    assertThat(run.startedAt()).isEqualTo(Nodes.NOW);
    assertThat(run.finishedAt()).isEqualTo(Nodes.NOW);
  }

  @Test
  void shouldSayThatTheRunWasCutToItsLimit() throws InterruptedException {
    TransferRunner runner = runner("all", 2 * 4096, ENOUGH);

    TransferRecord run = runner.run(planned(Operation.READ));

    assertThat(runner.shape(planned(Operation.READ))).isEqualTo(new TransferShape(2, 1, 4096));
    assertThat(run.measurement())
        .hasValueSatisfying(measurement -> {
          assertThat(measurement.bytes()).isEqualTo(2 * 4096);
          assertThat(measurement.caps()).containsExactly(Cap.BYTES);
        });
  }

  @Test
  void shouldSayThatTheRunWasCutToItsOwnLimit() throws InterruptedException {
    PlannedRun small = planned(Operation.READ).cappedTo(2 * 4096);

    TransferRecord run = run(small);

    assertThat(runner("all", 1 << 20, ENOUGH).shape(small))
        .isEqualTo(new TransferShape(2, 1, 4096));
    assertThat(run.measurement())
        .hasValueSatisfying(
            measurement -> assertThat(measurement.caps()).containsExactly(Cap.BYTES));
  }

  @Test
  void shouldNameTheFirstWrongDescriptorAndJudgeNoPath() throws InterruptedException {
    follow(Script.CORRUPT);

    for (Operation operation : Operation.values()) {
      TransferRecord run = run(planned(operation));

      assertThat(run.result()).as(operation.label()).isEqualTo(TransferResult.CORRUPT);
      assertThat(run.corruption()).contains(ScriptedProbe.CORRUPTION);
      assertThat(run.detail())
          .isEqualTo("descriptor 3 differs at byte 17: expected 0x5a, found 0xa5");
      assertThat(run.verdict()).isEmpty();
    }
  }

  @Test
  void shouldNotTakeForVerifiedWhatNobodyCompared() throws InterruptedException {
    follow(Script.NOT_VERIFIED);

    TransferRecord run = run(planned(Operation.READ));

    assertThat(run.result()).isEqualTo(TransferResult.FAILED);
    assertThat(run.detail()).isEqualTo("neither end verified the payload");
    assertThat(run.movedBytes()).isGreaterThanOrEqualTo(PAYLOAD_BYTES);
  }

  @Test
  void shouldTellWhyAProcessRefused() throws InterruptedException {
    follow(Script.REFUSES);

    TransferRecord notPresent = run(planned(Operation.READ));
    assertThat(notPresent.result()).isEqualTo(TransferResult.SKIPPED);
    assertThat(notPresent.skipReason()).contains(SkipReason.NOT_PRESENT);
    assertThat(notPresent.detail()).isEqualTo("refused: NOT_PRESENT");
    assertThat(notPresent.movedBytes()).isZero();

    assertUnsuccessful(TransferResult.FAILED, "refused: FAILED");
    assertUnsuccessful(TransferResult.UNREACHABLE, "refused: UNREACHABLE");
    assertUnsuccessful(TransferResult.TIMED_OUT, "refused: TIMED_OUT");
    TransferRecord unusable = run(planned(Operation.READ));
    assertThat(unusable.skipReason()).contains(SkipReason.GPU_UNUSABLE);
    assertThat(unusable.detail()).isEqualTo("refused: GPU_UNUSABLE");
    assertUnsuccessful(TransferResult.FAILED, "refused: INVALID");
    assertThat(initiator.report().ends()).as("a refusal ends no process").isEmpty();
  }

  private void assertUnsuccessful(TransferResult result, String detail)
      throws InterruptedException {
    TransferRecord run = run(planned(Operation.READ));
    assertThat(run.result()).isEqualTo(result);
    assertThat(run.detail()).isEqualTo(detail);
    assertThat(run.movedBytes())
        .as("charged in full, for nobody knows what moved")
        .isGreaterThanOrEqualTo(PAYLOAD_BYTES);
  }

  @Test
  void shouldSurviveAProcessThatCrashesAndWaitWhenItKeepsCrashing() throws InterruptedException {
    follow(Script.CRASHES);

    TransferRecord first = run(planned(Operation.READ));
    assertThat(first.result()).isEqualTo(TransferResult.FAILED);
    assertThat(first.detail()).isEqualTo("initiator probe process crashed: exit status 3");
    TransferRecord second = run(planned(Operation.READ));
    assertThat(second.result()).isEqualTo(TransferResult.FAILED);
    TransferRecord third = run(planned(Operation.READ));
    assertThat(third.skipReason()).contains(SkipReason.BACKOFF);

    ProcessReport report = initiator.report();
    assertThat(report.ends()).containsExactly(Map.entry(ProcessEnd.Reason.CRASHED, 2L));
    assertThat(report.lastEnd())
        .hasValueSatisfying(
            end -> assertThat(end.lastLines()).containsExactly("these are its last words"));
  }

  @Test
  void shouldGiveUpOnAProcessThatHangs() throws InterruptedException {
    follow(Script.HANGS);
    // The first run starts and warms the processes, so that only what hangs misses the deadline.
    assertThat(run(planned(Operation.READ)).result()).isEqualTo(TransferResult.OK);

    TransferRecord run = runner("all", 1 << 20, Duration.ofSeconds(3)).run(planned(Operation.READ));

    assertThat(run.result()).isEqualTo(TransferResult.TIMED_OUT);
    assertThat(run.detail())
        .isEqualTo("initiator probe process hung: no answer to run within 3000 ms");
    assertThat(initiator.report().ends()).containsExactly(Map.entry(ProcessEnd.Reason.HUNG, 1L));
    assertThat(initiator.report().pid()).isEmpty();
  }

  @Test
  void shouldStartNothingWhenTheWorkersLeaveNothingToUse() throws InterruptedException {
    TransferRecord run = runner("posix", 1 << 20, ENOUGH).run(planned(Operation.READ));

    assertThat(run.skipReason()).contains(SkipReason.NOT_PRESENT);
    assertThat(run.detail()).isEqualTo("UCX_TLS=posix leaves no transport between nodes");
    assertThat(initiator.report().pid()).isEmpty();
  }

  private static PlannedRun withPeer() {
    return new PlannedRun(
        TransferKey.peer(
            "node-2", Intent.DEFAULT, Engine.UCX, Operation.READ, Memory.HOST, Nodes.SMALL.name()),
        Nodes.SMALL);
  }

  private TransferRecord run(ServingEnds peer) throws InterruptedException {
    return runner("all", 1 << 20, ENOUGH, peer).run(withPeer());
  }

  private ScriptedEnds node2() {
    return new ScriptedEnds(new LocalEnds(responder, ENOUGH));
  }

  @Test
  void shouldReportAVerifiedRunWithAPeer() throws InterruptedException {
    TransferRecord run = run(node2());

    assertThat(run.result()).as(run.detail()).isEqualTo(TransferResult.OK);
    assertThat(run.key().peer()).contains("node-2");
  }

  @Test
  void shouldSkipARunWithABusyPeer() throws InterruptedException {
    TransferRecord run = run(node2().busy(1));

    assertThat(run.skipReason()).contains(SkipReason.BUSY);
    assertThat(run.detail()).isEqualTo("it is in a transfer of its own");
    assertThat(run.movedBytes()).isZero();
  }

  @Test
  void shouldCallAPeerUnreachableThatNoLongerAnswersAfterAFailure() throws InterruptedException {
    initiator = slot(Script.CRASHES);

    TransferRecord run = run(node2().silent());

    assertThat(run.result()).isEqualTo(TransferResult.UNREACHABLE);
    assertThat(run.detail()).startsWith("node-2 does not answer; before: initiator probe process");
  }

  @Test
  void shouldCallARunFailedWhosePeerStillAnswers() throws InterruptedException {
    initiator = slot(Script.CRASHES);

    assertThat(run(node2()).result()).isEqualTo(TransferResult.FAILED);
  }
}
