package io.kvlane.probes.ucx;

/**
 * UCX's status codes (header {@code ucs/type/status.h}): 0 is done, 1 is in progress, negative
 * values are errors.
 */
final class UcxStatus {

  static final int OK = 0;
  static final int IN_PROGRESS = 1;

  private static final int UNREACHABLE = -6;
  private static final int TIMED_OUT = -20;
  private static final int NOT_CONNECTED = -24;
  private static final int CONNECTION_RESET = -25;
  private static final int ENDPOINT_TIMEOUT = -80;

  /** Errors are the last 100 values of the address space, as {@code UCS_PTR_IS_ERR} has it. */
  private static final int LAST = -100;

  private UcxStatus() {}

  /** Whether a returned request pointer is an error rather than a request; 0 is neither. */
  static boolean isError(long pointer) {
    return Long.compareUnsigned(pointer, LAST) >= 0;
  }

  /** The status in a pointer for which {@link #isError} holds. */
  static int ofPointer(long pointer) {
    return (int) pointer;
  }

  /** Whether a status says that the other end cannot be reached, now or any more. */
  static boolean isUnreachable(int status) {
    return switch (status) {
      case UNREACHABLE, TIMED_OUT, NOT_CONNECTED, CONNECTION_RESET, ENDPOINT_TIMEOUT -> true;
      default -> false;
    };
  }
}
