package io.kvlane.agent.peer;

import io.kvlane.agent.peer.PeerRequest.Arm;
import io.kvlane.agent.peer.PeerRequest.Close;
import io.kvlane.agent.peer.PeerRequest.Open;

/** Sessions that other nodes may open here. Asked by one thread. */
interface Sessions {

  /**
   * Opens a session.
   *
   * @param owner who may close it
   * @param address address of this node that the other one reached
   */
  PeerAnswer open(Object owner, Open wanted, String address) throws InterruptedException;

  /** Arms the owner's session. */
  PeerAnswer arm(Object owner, Arm arm) throws InterruptedException;

  /** Closes the owner's session and says what it found. */
  PeerAnswer close(Object owner, Close moved) throws InterruptedException;

  /** Ends the owner's session, if it has one. */
  void end(Object owner);
}
