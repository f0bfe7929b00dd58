package io.kvlane.agent.check;

import io.kvlane.core.transfer.TransferRecord;

/** Told of what a check does, while it does it. */
public interface Progress {

  /** A part of the check begins; one line. */
  void begins(String part);

  /** A run has come to its end. */
  void ran(TransferRecord run);
}
