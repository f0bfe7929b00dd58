package io.kvlane.simulation.run;

import io.kvlane.core.schedule.ByteBudget;
import io.kvlane.simulation.cluster.Assumptions;
import io.kvlane.simulation.cluster.Known;

/** A simulated node and the agent on it. */
final class Node {

  private final int number;
  private final String name;
  private final long skewNanos;
  private final Assumptions assumptions;

  private boolean alive;
  private int life;
  private Known known = Known.upTo(0);
  private ByteBudget budget;
  private long busyUntilNanos;
  private boolean meeting;
  private long begunEpoch;

  private long aliveSinceNanos;
  private long aliveNanos;
  private long movedBytes;
  private double mostUsed;
  private int rounds;

  /**
   * A node that is not there yet.
   *
   * @param skewNanos what its clock shows too much
   */
  Node(int number, String name, long skewNanos, Assumptions assumptions) {
    this.number = number;
    this.name = name;
    this.skewNanos = skewNanos;
    this.assumptions = assumptions;
    this.budget = fullBudget(0);
  }

  private ByteBudget fullBudget(long nowNanos) {
    return ByteBudget.full(assumptions.budgetBytesPerSecond(), Assumptions.BUDGET_WINDOW, nowNanos);
  }

  /** A new agent begins, which remembers nothing. */
  void start(Known knows, long nowNanos) {
    alive = true;
    life++;
    known = knows;
    budget = fullBudget(nowNanos);
    busyUntilNanos = nowNanos;
    meeting = false;
    begunEpoch = Long.MIN_VALUE;
    aliveSinceNanos = nowNanos;
  }

  /** Its agent ends. */
  void stop(long nowNanos) {
    alive = false;
    life++;
    aliveNanos += nowNanos - aliveSinceNanos;
  }

  /**
   * Begins a session or a transfer of its own.
   *
   * @throws IllegalStateException when it is in another one: the model or the schedule is wrong
   */
  void occupy(long nowNanos, long untilNanos) {
    if (isBusy(nowNanos)) {
      throw new IllegalStateException(name + " is in two transfers at once");
    }
    busyUntilNanos = untilNanos;
  }

  boolean isBusy(long nowNanos) {
    return nowNanos < busyUntilNanos;
  }

  long busyUntilNanos() {
    return busyUntilNanos;
  }

  /** Charges for bytes that were moved. */
  void spend(long bytes, long nowNanos) {
    budget = budget.spend(bytes, nowNanos);
    movedBytes += bytes;
    mostUsed = Math.max(mostUsed, budget.usedRatio(nowNanos));
  }

  /** How long the budget keeps bytes waiting. */
  long budgetWaitNanos(long bytes, long nowNanos) {
    return budget.waitFor(bytes, nowNanos).toNanos();
  }

  void learns(int change) {
    known = known.and(change);
  }

  /** Takes note that it has begun the meeting of an epoch. */
  void begins(long epoch) {
    begunEpoch = epoch;
    meeting = true;
  }

  boolean hasBegun(long epoch) {
    return epoch <= begunEpoch;
  }

  /** The meeting that it has begun is over, or was in vain. */
  void endsMeeting() {
    meeting = false;
  }

  /** Whether it tries to hold a meeting. */
  boolean isMeeting() {
    return meeting;
  }

  void countsRound() {
    rounds++;
  }

  int number() {
    return number;
  }

  String name() {
    return name;
  }

  long skewNanos() {
    return skewNanos;
  }

  boolean isAlive() {
    return alive;
  }

  /** Changes whenever its agent begins or ends. */
  int life() {
    return life;
  }

  Known known() {
    return known;
  }

  int rounds() {
    return rounds;
  }

  long movedBytes() {
    return movedBytes;
  }

  /** Largest share of the budget's window that was ever used. */
  double mostUsed() {
    return mostUsed;
  }

  /** How long its agent has run, all lives together. */
  long aliveNanos(long nowNanos) {
    return aliveNanos + (alive ? nowNanos - aliveSinceNanos : 0);
  }
}
