package io.kvlane.agent.transfer;

/** The other node is in another transfer: not now. */
public final class PeerBusyException extends Exception {

  private static final long serialVersionUID = 1;

  /** Says what it is busy with. */
  public PeerBusyException(String message) {
    super(message);
  }
}
