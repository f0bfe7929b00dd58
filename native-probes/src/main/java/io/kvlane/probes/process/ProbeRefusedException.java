package io.kvlane.probes.process;

import io.kvlane.probes.protocol.ProbeMessage.Problem;

/** A probe process that is well could not carry out a command, here or on another node. */
public final class ProbeRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  /** Says why not. */
  public ProbeRefusedException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  /** Why not. */
  public Problem problem() {
    return problem;
  }
}
