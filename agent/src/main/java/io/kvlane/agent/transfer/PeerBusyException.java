package io.kvlane.agent.transfer;

import io.kvlane.core.transfer.SkipReason;

/** The other node says: not now. */
public final class PeerBusyException extends Exception {

  private static final long serialVersionUID = 2;

  private final SkipReason reason;

  /**
   * Says why.
   *
   * @param reason how the run is counted
   */
  public PeerBusyException(SkipReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** How the run is counted. */
  public SkipReason reason() {
    return reason;
  }
}
