package io.kvlane.simulation.measure;

/** Why a meeting does not take place now. */
public enum Refusal {
  /** The other node is in a session, or in a transfer of its own. */
  BUSY,

  /** The other node sees another cluster, and meets somebody else by that. */
  VIEWS_DIFFER,

  /** The other node is in another epoch. */
  EPOCH,

  /** The byte budget of one of the two is used up. */
  BUDGET
}
