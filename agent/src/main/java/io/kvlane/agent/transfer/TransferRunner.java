package io.kvlane.agent.transfer;

import io.kvlane.agent.transfer.CounterWatch.Reading;
import io.kvlane.agent.transfer.ServingEnds.Wanted;
import io.kvlane.core.gpudirect.RunGpu;
import io.kvlane.core.path.GpuEvidence;
import io.kvlane.core.path.Lane;
import io.kvlane.core.path.PathClassifier;
import io.kvlane.core.path.PathEvidence;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.schedule.PlannedRun;
import io.kvlane.core.transfer.Cap;
import io.kvlane.core.transfer.Corruption;
import io.kvlane.core.transfer.Intent;
import io.kvlane.core.transfer.Measurement;
import io.kvlane.core.transfer.Memory;
import io.kvlane.core.transfer.SkipReason;
import io.kvlane.core.transfer.TransferKey;
import io.kvlane.core.transfer.TransferKind;
import io.kvlane.core.transfer.TransferRecord;
import io.kvlane.core.transfer.TransferResult;
import io.kvlane.core.transfer.Transport;
import io.kvlane.probes.process.ProbeEndedException;
import io.kvlane.probes.process.ProbeProcess;
import io.kvlane.probes.process.ProbeRefusedException;
import io.kvlane.probes.process.ProbeSession;
import io.kvlane.probes.process.ProbeSession.Settlement;
import io.kvlane.probes.process.ProbeSlot;
import io.kvlane.probes.process.ServingEnd;
import io.kvlane.probes.protocol.GpuStock;
import io.kvlane.probes.protocol.ProbeCommand.Ran;
import io.kvlane.probes.protocol.ProbeCommand.SessionSpec;
import io.kvlane.probes.protocol.ProbeMessage.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one run, inside this node or with another one, and says what came of it. One thread. */
final class TransferRunner {

  private static final double NANOS_PER_SECOND = 1e9;

  private final ProbeSlot initiator;
  private final ServingEnds local;
  private final ServingEnds peers;
  private final UcxIntents intents;
  private final CounterWatch counters;
  private final RunGpus gpus;
  private final CopyRates copies = new CopyRates();
  private final RunLimits limits;
  private final Clock clock;
  private final RandomGenerator seeds;

  /**
   * Limits of every run.
   *
   * @param maxBytes most bytes of payload
   * @param maxDuration time after which no more is posted
   * @param deadline time for each step
   */
  record RunLimits(long maxBytes, Duration maxDuration, Duration deadline) {}

  TransferRunner(
      ProbeSlot initiator,
      ServingEnds local,
      ServingEnds peers,
      UcxIntents intents,
      CounterWatch counters,
      RunGpus gpus,
      RunLimits limits,
      Clock clock,
      RandomGenerator seeds) {
    this.initiator = initiator;
    this.local = local;
    this.peers = peers;
    this.intents = intents;
    this.counters = counters;
    this.gpus = gpus;
    this.limits = limits;
    this.clock = clock;
    this.seeds = seeds;
  }

  /** The part of a run's profile that the limits of every run and its own allow. */
  TransferShape shape(PlannedRun run) {
    return run.shape(limits.maxBytes());
  }

  /**
   * Makes a run.
   *
   * @throws InterruptedException when the agent is ending
   */
  TransferRecord run(PlannedRun planned) throws InterruptedException {
    Instant startedAt = clock.instant();
    TransferKey key = planned.key();
    Optional<RunGpu> gpu = key.memory() == Memory.CUDA ? gpus.of(key) : Optional.empty();
    if (key.memory() == Memory.CUDA && gpu.isEmpty()) {
      return TransferRecord.skipped(
          key, startedAt, SkipReason.NOT_PRESENT, "the node has no such GPU any more");
    }
    Optional<String> unusable = gpu.flatMap(RunGpu::unusable);
    if (unusable.isPresent()) {
      return TransferRecord.skipped(key, startedAt, SkipReason.GPU_UNUSABLE, unusable.get());
    }
    if (intents.leavesNothingFor(key.engine(), key.intent())) {
      return TransferRecord.skipped(
          key,
          startedAt,
          SkipReason.NOT_PRESENT,
          "UCX_TLS=" + intents.workerTransports() + " leaves no transport between nodes");
    }
    ServingEnds ends = key.kind() == TransferKind.PEER ? peers : local;
    if (!initiator.waiting().isZero() || ends.backsOff(key)) {
      return TransferRecord.skipped(
          key,
          startedAt,
          SkipReason.BACKOFF,
          "a probe process keeps ending; it waits to be started");
    }
    try {
      return transfer(planned, gpu, startedAt, ends);
    } catch (PeerBusyException e) {
      return TransferRecord.skipped(key, startedAt, e.reason(), String.valueOf(e.getMessage()));
    } catch (ProbeRefusedException e) {
      return refused(planned, startedAt, e.problem(), ends);
    } catch (ProbeEndedException e) {
      TransferResult result =
          switch (e.end().reason()) {
            case HUNG -> TransferResult.TIMED_OUT;
            case CRASHED, PROTOCOL -> TransferResult.FAILED;
          };
      return broughtNothing(planned, startedAt, result, String.valueOf(e.getMessage()), ends);
    }
  }

  private TransferRecord transfer(
      PlannedRun planned, Optional<RunGpu> gpu, Instant startedAt, ServingEnds ends)
      throws PeerBusyException, ProbeEndedException, ProbeRefusedException, InterruptedException {
    TransferKey key = planned.key();
    SessionSpec spec =
        new SessionSpec(
            key.engine(),
            key.operation(),
            shape(planned),
            seeds.nextLong(),
            intents.settings(key.engine(), key.intent(), key.memory(), key.device()),
            RunGpus.memory(gpu, key.intent()));
    ProbeProcess process = initiator.acquire();
    ServingEnd end = ends.open(new Wanted(key, spec.shape(), spec.layoutSeed()));
    try (ProbeSession session = ProbeSession.open(process, end, spec, limits.deadline())) {
      Reading quietStart = settledReading();
      session.arm(seeds.nextLong());
      Reading before = settledReading();
      Ran ran = session.run(limits.maxDuration());
      Reading after = settledReading();
      Settlement settlement = session.settle(ran);
      initiator.succeeded();
      ends.succeeded(key);
      PathEvidence evidence =
          new PathEvidence(
              (long) ran.descriptors() * ran.descriptorBytes(),
              key.memory(),
              intents.allowed(key.engine(), key.intent(), key.memory(), after.rdmaTransports()),
              Optional.ofNullable(settlement.initiator().sockets()),
              Optional.ofNullable(settlement.responder().sockets()),
              settlement.protocols().map(selected -> families(after.lanes(selected))),
              CounterWatch.nics(quietStart, before, after),
              CounterWatch.netdevs(before, after),
              after.lanes(ran.lanes()),
              gpu.map(_ -> gpuEvidence(key, ran, settlement)));
      if (key.intent() == Intent.STAGED) {
        copies.learn(key, settlement);
      }
      return record(planned, startedAt, session.warmUpBytes(), ran, settlement, evidence);
    }
  }

  private GpuEvidence gpuEvidence(TransferKey key, Ran ran, Settlement settlement) {
    long bytes = (long) ran.descriptors() * ran.descriptorBytes();
    GpuStock own = settlement.initiator().gpu();
    Double pcie = own == null ? null : own.pcieBytesPerSecond();
    return new GpuEvidence(
        end(own),
        end(settlement.responder().gpu()),
        settlement.zeroCopy(),
        bytes * NANOS_PER_SECOND / ran.transferNanos(),
        copies.slowest(key),
        pcie == null ? OptionalDouble.empty() : OptionalDouble.of(pcie),
        Optional.ofNullable(own).flatMap(stock -> Optional.ofNullable(stock.registration())));
  }

  private static GpuEvidence.End end(@Nullable GpuStock stock) {
    if (stock == null) {
      return GpuEvidence.End.UNKNOWN;
    }
    return stock.stagedBecause() == null ? GpuEvidence.End.HANDED_OVER : GpuEvidence.End.COPIED;
  }

  private static Set<Transport> families(List<Lane> lanes) {
    return lanes.stream().map(Lane::transport).collect(Collectors.toSet());
  }

  /**
   * Waits until the NICs have updated their counters, and reads them; without NICs it does not
   * wait.
   */
  private Reading settledReading() throws InterruptedException {
    Reading reading = counters.read();
    if (reading.lag().isZero()) {
      return reading;
    }
    Thread.sleep(reading.lag());
    return counters.read();
  }

  private TransferRecord record(
      PlannedRun planned,
      Instant startedAt,
      long warmUpBytes,
      Ran ran,
      Settlement settlement,
      PathEvidence evidence) {
    if (!settlement.initiator().verified() && !settlement.responder().verified()) {
      return unsuccessful(
          planned, startedAt, TransferResult.FAILED, "neither end verified the payload");
    }
    Optional<Corruption> corruption =
        Optional.ofNullable(settlement.initiator().corruption())
            .or(() -> Optional.ofNullable(settlement.responder().corruption()));
    Measurement measurement = measurement(planned, ran, settlement);
    return new TransferRecord(
        planned.key(),
        startedAt,
        clock.instant(),
        corruption.isPresent() ? TransferResult.CORRUPT : TransferResult.OK,
        Optional.empty(),
        Optional.of(measurement),
        corruption.isPresent() ? Optional.empty() : Optional.of(PathClassifier.classify(evidence)),
        corruption,
        warmUpBytes + measurement.bytes(),
        corruption.map(Corruption::text).orElseGet(() -> stagedBecause(planned, settlement)));
  }

  /** Why a run was staged that nobody wanted to be. */
  private static String stagedBecause(PlannedRun planned, Settlement settlement) {
    return planned.key().intent() == Intent.STAGED
        ? ""
        : Stream.of(settlement.initiator().gpu(), settlement.responder().gpu())
            .flatMap(Stream::ofNullable)
            .flatMap(stock -> Stream.ofNullable(stock.stagedBecause()))
            .distinct()
            .map(reason -> "staged through host memory: " + reason)
            .collect(Collectors.joining("; "));
  }

  private Measurement measurement(PlannedRun planned, Ran ran, Settlement settlement) {
    Set<Cap> caps = EnumSet.noneOf(Cap.class);
    if (!shape(planned).equals(planned.profile().shape())) {
      caps.add(Cap.BYTES);
    }
    if (ran.timeCapped()) {
      caps.add(Cap.TIME);
    }
    long bytes = (long) ran.descriptors() * ran.descriptorBytes();
    return new Measurement(
        ran.descriptors(),
        ran.descriptorBytes(),
        ran.postNanos(),
        ran.transferNanos() + CopyRates.nanosFor(bytes, settlement),
        caps);
  }

  private TransferRecord refused(
      PlannedRun planned, Instant startedAt, Problem problem, ServingEnds ends)
      throws InterruptedException {
    return switch (problem.kind()) {
      case NOT_PRESENT ->
          TransferRecord.skipped(
              planned.key(), startedAt, SkipReason.NOT_PRESENT, problem.message());
      case GPU_UNUSABLE ->
          TransferRecord.skipped(
              planned.key(), startedAt, SkipReason.GPU_UNUSABLE, problem.message());
      case UNREACHABLE ->
          unsuccessful(planned, startedAt, TransferResult.UNREACHABLE, problem.message());
      case TIMED_OUT ->
          broughtNothing(planned, startedAt, TransferResult.TIMED_OUT, problem.message(), ends);
      case FAILED, INVALID ->
          broughtNothing(planned, startedAt, TransferResult.FAILED, problem.message(), ends);
    };
  }

  /** A run that failed on this side: only now is it asked whether there is another side. */
  private TransferRecord broughtNothing(
      PlannedRun planned, Instant startedAt, TransferResult result, String detail, ServingEnds ends)
      throws InterruptedException {
    if (ends.answers(planned.key())) {
      return unsuccessful(planned, startedAt, result, detail);
    }
    return unsuccessful(
        planned,
        startedAt,
        TransferResult.UNREACHABLE,
        planned.key().peer().orElse("the other end") + " does not answer; before: " + detail);
  }

  /** Charged for in full: nobody knows how much of it moved. */
  private TransferRecord unsuccessful(
      PlannedRun planned, Instant startedAt, TransferResult result, String detail) {
    return TransferRecord.unsuccessful(
        planned.key(), startedAt, clock.instant(), result, shape(planned).totalBytes(), detail);
  }
}
