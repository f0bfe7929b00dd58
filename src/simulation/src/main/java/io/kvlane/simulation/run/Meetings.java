package io.kvlane.simulation.run;

import io.kvlane.core.peer.Meeting;
import io.kvlane.core.peer.PlannedMeeting;
import io.kvlane.simulation.cluster.View;
import io.kvlane.simulation.measure.Refusal;
import java.time.Instant;
import java.util.Optional;

/**
 * What agents do about meetings: begin them when their time has come, each once, and ask again
 * until they close; serve others, or say "not now". The times of waiting are the agent's.
 */
final class Meetings {

  /** How often an agent looks whether it is time for a meeting. */
  private static final long LOOK_NANOS = 250_000_000;

  /** Longest wait before a busy peer is asked again. */
  private static final long ASK_AGAIN_NANOS = 500_000_000;

  /** How often an agent looks whether its own node has become free. */
  private static final long LOCK_POLL_NANOS = 100_000_000;

  private final World world;
  private final Witnesses witnesses;

  Meetings(World world, Witnesses witnesses) {
    this.world = world;
    this.witnesses = witnesses;
  }

  /** An agent begins. */
  void start(Node node) {
    look(node);
    awaitEpoch(node);
  }

  private void awaitEpoch(Node node) {
    long millis = world.assumptions().epoch().toMillis();
    long next = world.viewOf(node).epochAt(world.clockOf(node)) + 1;
    world.later(
        node,
        world.whenClockShows(node, Instant.ofEpochMilli(next * millis)),
        () -> {
          look(node);
          awaitEpoch(node);
        });
  }

  /** An agent works out what it begins in this epoch, by what it knows now. */
  void look(Node node) {
    planned(node)
        .ifPresent(planned ->
            world.soon(
                node,
                Math.max(world.queue().nowNanos(), world.whenClockShows(node, planned.opens())),
                LOOK_NANOS,
                () -> begin(node, planned)));
  }

  private Optional<PlannedMeeting> planned(Node node) {
    Instant now = world.clockOf(node);
    return world
        .viewOf(node)
        .planned(node.name(), now)
        .filter(planned -> !node.hasBegun(planned.epoch()) && now.isBefore(planned.closes()));
  }

  /** Begins, unless something else is planned by now. */
  private void begin(Node node, PlannedMeeting planned) {
    if (planned(node).filter(planned::equals).isPresent()) {
      node.begins(planned.epoch());
      ask(node, planned, true);
    }
  }

  private void ask(Node node, PlannedMeeting planned, boolean first) {
    long now = world.queue().nowNanos();
    Node peer = world.node(planned.meeting().peer());
    if (first && peer.isAlive()) {
      world.tally().begins();
    }
    if (node.isBusy(now)) {
      again(node, planned, Refusal.BUSY, node.busyUntilNanos(), LOCK_POLL_NANOS);
      return;
    }
    long budget = node.budgetWaitNanos(world.sizes().meetingBytes(), now);
    if (budget > 0) {
      again(node, planned, Refusal.BUDGET, now + budget, 1);
    } else if (!peer.isAlive()) {
      inVain(node, now);
    } else {
      refusal(node, planned, peer, now)
          .ifPresentOrElse(
              reason -> {
                world.tally().notNow(reason);
                again(node, planned, reason, now, ASK_AGAIN_NANOS);
              },
              () -> hold(node, peer, planned.meeting(), now));
    }
  }

  private void again(
      Node node, PlannedMeeting planned, Refusal reason, long fromNanos, long withinNanos) {
    if (fromNanos < world.whenClockShows(node, planned.closes())) {
      world.soon(
          node,
          fromNanos,
          withinNanos,
          () -> {
            if (world.clockOf(node).isBefore(planned.closes())) {
              ask(node, planned, false);
            } else {
              lose(node, planned, reason);
            }
          });
    } else {
      lose(node, planned, reason);
    }
  }

  private void lose(Node node, PlannedMeeting planned, Refusal reason) {
    node.endsMeeting();
    if (world.node(planned.meeting().peer()).isAlive()) {
      world.tally().lost(reason);
    }
  }

  /** Charged for as a run, as the agent does: nobody knows how much of it moved. */
  private void inVain(Node node, long now) {
    long until = now + world.assumptions().connectTimeout().toNanos();
    node.occupy(now, until);
    world.later(
        node,
        until,
        () -> {
          node.spend(world.sizes().meetingRunBytes(), until);
          node.endsMeeting();
          world.tally().unreachable();
        });
  }

  /** What a node answers that is asked, empty when it serves. */
  private Optional<Refusal> refusal(Node from, PlannedMeeting planned, Node asked, long now) {
    View own = world.viewOf(asked);
    if (Math.abs(own.epochAt(world.clockOf(asked)) - planned.epoch()) > 1) {
      return Optional.of(Refusal.EPOCH);
    }
    if (asked.isBusy(now)) {
      return Optional.of(Refusal.BUSY);
    }
    if (!own.hash().equals(world.viewOf(from).hash()) && meetsAnother(asked, own, from, planned)) {
      return Optional.of(Refusal.VIEWS_DIFFER);
    }
    return asked.budgetWaitNanos(world.sizes().meetingBytes(), now) > 0
        ? Optional.of(Refusal.BUDGET)
        : Optional.empty();
  }

  private static boolean meetsAnother(Node asked, View own, Node from, PlannedMeeting planned) {
    return own.meeting(asked.name(), planned.epoch())
        .map(Meeting::peer)
        .filter(peer -> !peer.equals(from.name()))
        .isPresent();
  }

  private void hold(Node node, Node peer, Meeting meeting, long now) {
    long until = now + world.assumptions().session().drawNanos(world.random());
    node.occupy(now, until);
    peer.occupy(now, until);
    int life = node.life();
    int peerLife = peer.life();
    world
        .queue()
        .at(until, () -> end(node, peer, meeting, node.life() == life, peer.life() == peerLife));
  }

  private void end(Node node, Node peer, Meeting meeting, boolean nodeLives, boolean peerLives) {
    long now = world.queue().nowNanos();
    if (nodeLives) {
      node.spend(world.sizes().meetingBytes(), now);
      node.endsMeeting();
    }
    if (peerLives) {
      peer.spend(world.sizes().meetingBytes(), now);
    }
    if (nodeLives && peerLives) {
      world.tally().ended(world.sizes().meetingRuns());
      world.coverage().measured(node.number(), peer.number(), now);
      witnesses.measured(node, peer, meeting);
    } else {
      world.tally().broke();
    }
  }
}
