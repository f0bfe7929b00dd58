package io.kvlane.core.snapshot;

import io.kvlane.core.transfer.Labelled;
import java.time.Instant;
import java.util.List;

/**
 * How a probe process ended when it should not have.
 *
 * @param at when the agent noticed
 * @param reason the {@code reason} label of {@code kvlane_probe_process_restarts_total}
 * @param detail one line: exit status, missed deadline or offending message
 * @param lastLines the last lines it wrote, oldest first, bounded in number and length
 */
public record ProcessEnd(Instant at, Reason reason, String detail, List<String> lastLines) {

  /** Takes a copy of the lines. */
  public ProcessEnd {
    lastLines = List.copyOf(lastLines);
  }

  /** Why a probe process had to be replaced. */
  public enum Reason implements Labelled {
    /** It ended by itself: a signal, an abort, an exit. */
    CRASHED("crashed"),

    /** It missed a deadline or its heartbeat, and was killed. */
    HUNG("hung"),

    /** It said something that is not the protocol, and was killed. */
    PROTOCOL("protocol");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }
}
