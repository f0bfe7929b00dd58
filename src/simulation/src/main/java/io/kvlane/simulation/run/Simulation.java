package io.kvlane.simulation.run;

import io.kvlane.core.peer.PeerSchedule;
import io.kvlane.simulation.cluster.Scenario;
import io.kvlane.simulation.measure.Load;
import io.kvlane.simulation.measure.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Lets the agents of a cluster live. The same scenario has the same outcome each time.
 *
 * <p>One thread each; several may run side by side.
 */
public final class Simulation {

  /** The last checkpoint. */
  public static final Duration DAY = Duration.ofHours(24);

  /** When it is noted which share of all pairs has met. */
  public static final List<Duration> CHECKPOINTS =
      List.of(Duration.ofMinutes(15), Duration.ofHours(1), DAY);

  /** Shortest time over which the load is averaged. */
  private static final Duration LEAST = Duration.ofHours(1);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MINUTE = 6e10;

  private final World world;
  private final Witnesses witnesses;

  private Simulation(World world) {
    this.world = world;
    this.witnesses = new Witnesses(world);
  }

  /**
   * Runs a scenario.
   *
   * @throws IllegalStateException when a node was in two sessions at once
   */
  public static Outcome run(Scenario scenario) {
    return new Simulation(new World(scenario)).run();
  }

  /**
   * Share of all pairs of living nodes that would meet in a day if no meeting was lost and nobody
   * came or went. Much faster than a run.
   */
  public static double dayByTheSchedule(Scenario scenario) {
    return ScheduleAlone.share(new World(scenario), DAY);
  }

  private Outcome run() {
    Scenario scenario = world.scenario();
    new Watch(world, new Meetings(world, witnesses), witnesses).start();
    for (Duration checkpoint : CHECKPOINTS) {
      if (checkpoint.compareTo(scenario.lasts()) <= 0) {
        world.queue().at(checkpoint.toNanos(), () -> world.coverage().noteShare(checkpoint));
      }
    }
    Optional<PeerSchedule> plan = world.viewOfAll().schedule(0);
    world.queue().run(scenario.lasts().toNanos(), this::nothingIsLeft);
    OptionalLong forAll = plan.map(PeerSchedule::epochsForAll).orElse(OptionalLong.empty());
    Duration simulated = Duration.ofNanos(world.queue().nowNanos());
    return new Outcome(
        scenario,
        simulated,
        world.queue().happened(),
        plan.map(PeerSchedule::epochsForInterest).orElse(0L),
        forAll,
        OptionalDouble.empty(),
        world.coverage(),
        world.tally(),
        load(world.queue().nowNanos()),
        witnesses.mostSeries());
  }

  /** Where nodes come and go there is always a pair that waits. */
  private boolean nothingIsLeft() {
    return world.changes().isEmpty()
        && world.queue().nowNanos() > LEAST.toNanos()
        && world.coverage().complete();
  }

  private Load load(long nowNanos) {
    double bytes = 0;
    double nanos = 0;
    double rounds = 0;
    double mostBytesPerSecond = 0;
    double mostUsed = 0;
    double leastRoundsPerMinute = Double.MAX_VALUE;
    for (Node node : world.nodes()) {
      long alive = node.aliveNanos(nowNanos);
      bytes += node.movedBytes();
      nanos += alive;
      rounds += node.rounds();
      mostUsed = Math.max(mostUsed, node.mostUsed());
      // A node that was hardly there says nothing about averages.
      if (2 * alive > nowNanos) {
        mostBytesPerSecond =
            Math.max(mostBytesPerSecond, node.movedBytes() * NANOS_PER_SECOND / alive);
        leastRoundsPerMinute =
            Math.min(leastRoundsPerMinute, node.rounds() * NANOS_PER_MINUTE / alive);
      }
    }
    return new Load(
        nanos / NANOS_PER_SECOND,
        bytes * NANOS_PER_SECOND / nanos,
        mostBytesPerSecond,
        mostUsed,
        rounds * NANOS_PER_MINUTE / nanos,
        leastRoundsPerMinute);
  }
}
