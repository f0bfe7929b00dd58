package io.kvlane.probes.process;

import io.kvlane.core.snapshot.ProcessEnd;

/** A probe process is gone: it crashed, hung or did not keep to the protocol. */
public final class ProbeEndedException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient ProcessEnd end;

  ProbeEndedException(String role, ProcessEnd end) {
    super(role + " probe process " + end.reason().label() + ": " + end.detail());
    this.end = end;
  }

  /** How it ended. */
  public ProcessEnd end() {
    return end;
  }
}
