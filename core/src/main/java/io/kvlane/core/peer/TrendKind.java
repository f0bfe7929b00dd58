package io.kvlane.core.peer;

import io.kvlane.core.transfer.Operation;

/** What tells the runs of one pair of nodes apart: the operation, and which of the two posts it. */
public enum TrendKind {
  /** This node pulls. */
  READ_POSTED_HERE(Operation.READ, true),

  /** This node pushes. */
  WRITE_POSTED_HERE(Operation.WRITE, true),

  /** The other node pulls, and says how fast. */
  READ_POSTED_THERE(Operation.READ, false),

  /** The other node pushes, and says how fast. */
  WRITE_POSTED_THERE(Operation.WRITE, false);

  private final Operation operation;
  private final boolean postedHere;

  TrendKind(Operation operation, boolean postedHere) {
    this.operation = operation;
    this.postedHere = postedHere;
  }

  /** Runs of an operation that this node posts, or the other one. */
  public static TrendKind of(Operation operation, boolean postedHere) {
    return switch (operation) {
      case READ -> postedHere ? READ_POSTED_HERE : READ_POSTED_THERE;
      case WRITE -> postedHere ? WRITE_POSTED_HERE : WRITE_POSTED_THERE;
    };
  }

  /** Who moves the bytes which way. */
  public Operation operation() {
    return operation;
  }

  /** Whether this node posts. */
  public boolean postedHere() {
    return postedHere;
  }

  /** Which way the bytes go: whoever reads receives. */
  public Direction direction() {
    return (operation == Operation.READ) == postedHere ? Direction.INBOUND : Direction.OUTBOUND;
  }
}
