package io.kvlane.simulation.run;

import io.kvlane.core.schedule.RoundTimes;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rounds of transfers inside a node: a run is made when the budget affords it and the next meeting,
 * and when the node does nothing else.
 */
final class Loopback {

  /** Between two runs, so that others get their turn. */
  private static final long PAUSE_NANOS = 20_000_000;

  /** How often an agent looks whether its node is free. */
  private static final long POLL_NANOS = 100_000_000;

  private final World world;
  private final Node node;
  private final RoundTimes times;
  private final List<Long> runs;
  private long round;
  private long roundBeganNanos;
  private int run;

  private Loopback(World world, Node node) {
    this.world = world;
    this.node = node;
    this.times =
        new RoundTimes(
            world.assumptions().loopbackInterval(),
            new SplittableRandom(world.random().nextLong()));
    this.runs = world.sizes().loopbackRunBytes();
  }

  /** An agent begins. */
  static void start(World world, Node node) {
    new Loopback(world, node).awaitRound(Duration.ZERO);
  }

  private void awaitRound(Duration previousTook) {
    long wait = times.waitBefore(round, previousTook).toNanos();
    world.later(
        node,
        world.queue().nowNanos() + wait,
        () -> {
          roundBeganNanos = world.queue().nowNanos();
          run = 0;
          step();
        });
  }

  /** Makes the next run, or waits for it. */
  private void step() {
    long now = world.queue().nowNanos();
    long wait = node.budgetWaitNanos(runs.get(run) + world.sizes().meetingBytes(), now);
    if (node.isBusy(now)) {
      world.soon(node, Math.max(node.busyUntilNanos(), now + wait), POLL_NANOS, this::step);
    } else if (wait > 0) {
      world.later(node, now + wait, this::step);
    } else if (node.isMeeting()) {
      world.soon(node, now, POLL_NANOS, this::step);
    } else {
      long until = now + world.assumptions().loopbackRun().drawNanos(world.random());
      node.occupy(now, until);
      world.later(node, until, this::ended);
    }
  }

  private void ended() {
    long now = world.queue().nowNanos();
    node.spend(runs.get(run), now);
    run++;
    if (run < runs.size()) {
      world.later(node, now + PAUSE_NANOS, this::step);
    } else {
      node.countsRound();
      round++;
      awaitRound(Duration.ofNanos(now - roundBeganNanos));
    }
  }
}
