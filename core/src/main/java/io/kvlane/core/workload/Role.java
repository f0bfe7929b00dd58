package io.kvlane.core.workload;

import java.util.Locale;

/** What a worker does with KV caches. */
public enum Role {
  /** Computes them. */
  PREFILL,
  /** Fetches them, and generates tokens. */
  DECODE;

  /** Lower case, as in labels and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that a worker's KV caches come from or go to. */
  public Role other() {
    return this == PREFILL ? DECODE : PREFILL;
  }
}
